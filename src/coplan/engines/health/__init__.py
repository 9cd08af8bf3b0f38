"""Health: rules made from the lessons of earlier partnerships, checked against one partnership."""
