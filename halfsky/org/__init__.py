"""The union tree, employers, people and posts; imports nothing of ours."""
