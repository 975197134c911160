"""The pages of a register, made from its declaration."""
