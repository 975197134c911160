"""Section 安全协管."""
