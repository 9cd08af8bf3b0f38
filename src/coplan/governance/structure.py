"""The groups as a tree: which reports to which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coplan.governance.queries import GroupAtWork


@dataclass(frozen=True)
class Branch:
    """A group and the groups that report to it."""

    work: GroupAtWork
    below: tuple[Branch, ...]


def structure(groups: Sequence[GroupAtWork]) -> list[Branch]:
    """Groups that report to nobody at the top. A group whose superior is gone stands at the top too."""
    known = {one.group.pk for one in groups}

    def under(superior: int | None) -> tuple[Branch, ...]:
        return tuple(
            Branch(one, under(one.group.pk))
            for one in groups
            if (one.group.reports_to_id if one.group.reports_to_id in known else None) == superior
        )

    return list(under(None))
