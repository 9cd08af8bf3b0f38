"""Dates and numbers as they are written here, by language."""
