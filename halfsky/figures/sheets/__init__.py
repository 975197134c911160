"""Figures as spreadsheets: taken out, typed in, and filled into the forms of others."""
