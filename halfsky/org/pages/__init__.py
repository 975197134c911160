"""Pages of the tree and its people."""
