"""Small numbers: which figures of a table to hide so that nobody can be recognised.

`protect(table)` says of each figure whether it may be shown, and why not. `attack(release)` works out, from
what is shown alone, between which numbers each hidden figure must lie. `broken_down(...)` makes a table from
figures by group and period. The rule, its formulae and its limits: docs/methods/disclosure.md.
"""

from coplan.engines.disclosure.attack import attack
from coplan.engines.disclosure.layout import Figure, broken_down, key_of, whole_key
from coplan.engines.disclosure.model import (
    LEAST_THRESHOLD,
    USUAL_THRESHOLD,
    Cell,
    DisclosureError,
    Interval,
    Protected,
    Release,
    Sum,
    Table,
    Verdict,
    Why,
)
from coplan.engines.disclosure.protection import protect

__all__ = [
    "LEAST_THRESHOLD",
    "USUAL_THRESHOLD",
    "Cell",
    "DisclosureError",
    "Figure",
    "Interval",
    "Protected",
    "Release",
    "Sum",
    "Table",
    "Verdict",
    "Why",
    "attack",
    "broken_down",
    "key_of",
    "protect",
    "whole_key",
]
