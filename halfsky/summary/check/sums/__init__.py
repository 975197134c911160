"""Rules of what must add up: lists, accounts, bills, tables, products."""
