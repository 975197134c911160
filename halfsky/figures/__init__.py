"""What a figure is, periods, and adding up over the tree."""
