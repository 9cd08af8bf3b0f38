"""The portfolio: every partnership side by side, and the reference programme."""
