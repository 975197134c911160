"""Signing in: the door, known devices, sessions, the second factor."""
