"""Plans and their targets; never added to results."""
