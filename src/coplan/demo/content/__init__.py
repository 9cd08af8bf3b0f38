"""What the example holds: plain rows, one module for each part of the work.

Places, organisations and people are invented. The value map carries the figures of a published report,
which every page that shows them names.
"""
