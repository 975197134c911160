"""What tells which numbers belong together, shared by all the rules."""
