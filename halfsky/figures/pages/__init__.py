"""Pages of figures: the table, one figure, its records, unit by unit, adjustments."""
