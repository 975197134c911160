"""Pages of collecting: with a link and without an account, and those of the officers above."""
