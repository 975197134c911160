"""The form of a register, made from its declaration: fields, references, rows beside the record."""
