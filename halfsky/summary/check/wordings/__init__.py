"""Words that cannot stand: gaps left open, references of another year, text used again."""
