"""A value map as a workbook in the column order of Social Value UK's value map, out and in."""
