"""The audit trail: who saw and did what, in a chain that shows when it was touched."""
