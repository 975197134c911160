"""Spreadsheets of a register: template, import, export; made from its declaration."""
