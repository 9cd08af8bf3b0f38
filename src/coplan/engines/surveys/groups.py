"""Which groups are too small to be shown, and which others would give them away."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

FLOOR = 5
"""The fewest answers a group must have to be shown."""

Group = TypeVar("Group", bound=Hashable)


def hidden_groups(counts: Mapping[Group, int], floor: int = FLOOR) -> frozenset[Group]:
    """The groups whose results stay hidden, so that nobody's answer can be worked back.

    `counts` has how many answered in each group; the total of all is taken to be public. Every group
    with fewer than `floor` answers is hidden. What is hidden could be had by taking the rest from the
    total, so the next smallest groups are hidden too until there are at least two of them that hold
    `floor` answers together. Groups in which nobody answered tell nothing of anybody and hide nothing.
    Errors: ValueError where a count or the floor is below 0.
    """
    if floor < 0 or any(many < 0 for many in counts.values()):
        raise ValueError("Counts and the smallest group cannot be below 0.")
    by_size = sorted((group for group, many in counts.items() if many), key=lambda group: counts[group])
    hidden = [group for group in by_size if counts[group] < floor]
    if not hidden:
        return frozenset()
    for group in by_size[len(hidden) :]:
        if len(hidden) >= 2 and sum(counts[one] for one in hidden) >= floor:
            break
        hidden.append(group)
    return frozenset(hidden)
