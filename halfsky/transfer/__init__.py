"""What crosses between the two zones: keys, and signed bundles. Needs no database."""
