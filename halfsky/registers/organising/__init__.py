"""Section 组织建设."""
