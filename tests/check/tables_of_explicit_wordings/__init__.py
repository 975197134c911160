"""Tables of sound sentences and of slips, a module for each sort of wording."""
