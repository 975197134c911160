"""What a register is, and what is made from its declaration."""
