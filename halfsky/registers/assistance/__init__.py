"""Section 帮扶."""
