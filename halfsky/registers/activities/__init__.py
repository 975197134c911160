"""Section 活动与表彰."""
