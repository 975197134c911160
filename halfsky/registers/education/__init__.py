"""Section 宣传培训."""
