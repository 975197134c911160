"""Collecting: links for officers without an account, who is silent, remarks on records."""
