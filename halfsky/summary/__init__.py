"""Words said with the figures: the half-year summary, its documents and its checker."""
