"""Section 维权."""
