"""Setting up: what body this is, and its tree from the one untidy workbook that it has."""
