"""Summaries: composing them, and checking any text's numbers."""
