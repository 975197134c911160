"""Units that cannot be: swapped, doubled, of things that are never counted so."""
