"""Tables of sayings: which rule finds what in them, and what it must leave alone."""
