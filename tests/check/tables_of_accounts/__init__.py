"""Tables of accounts, sums and means: what must be found, and sound look-alikes."""
