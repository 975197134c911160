"""A small network that says, by the words alone, what the numbers of a text are to each other."""
