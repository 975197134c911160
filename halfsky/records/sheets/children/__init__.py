"""Rows entered with a record, as further pages of its register's workbook."""
