"""Every relation the numbers may have, and how likely it is that one of them is wrong."""
