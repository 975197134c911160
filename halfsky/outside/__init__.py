"""The collect zone: the forms that links open, on a machine outside with no register on it.

It knows nothing of the inside but what an outward bundle says, and keeps replies sealed.
"""
