"""Pages of words: the checker."""
