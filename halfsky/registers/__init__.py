"""The content: a package a section, a file a register."""
