"""Spreadsheets in and out, on the pages of every register."""
