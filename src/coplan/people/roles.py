"""Predicates over somebody's standing that need no partnership."""

from __future__ import annotations

from typing import Any

from rules import predicate


@predicate
def signed_in(standing: Any, record: Any) -> bool:
    return bool(standing.person.is_authenticated)


@predicate
def programme(standing: Any, record: Any) -> bool:
    """The team that supports many partnerships. It sees the portfolio, not inside a partnership."""
    return bool(standing.person.is_authenticated and standing.person.is_programme)


@predicate
def coordinates_somewhere(standing: Any, record: Any) -> bool:
    """Organisations are shared, so whoever runs any partnership may add one."""
    return bool(standing.person.is_authenticated and standing.coordinates_somewhere)


@predicate
def acts_for_it(standing: Any, record: Any) -> bool:
    """Acts for the organisation today, wherever it takes part; where none is given yet, for any."""
    if not standing.person.is_authenticated:
        return False
    current = standing.person.affiliations.on(standing.today)
    if record is None:
        return bool(current.exists())
    return bool(current.filter(organisation=record).exists() and standing.speaks_everywhere_for(record))


@predicate
def added_it(standing: Any, record: Any) -> bool:
    """Put the organisation in, and nobody acts for it yet: a slip can be put right."""
    if not standing.person.is_authenticated or record is None:
        return False
    first = record.history.filter(history_type="+").first()
    mine = first is not None and first.history_user_id == standing.person.pk
    return bool(mine and not record.affiliations.exists())


keeps_organisations = programme | coordinates_somewhere
changes_organisation = programme | acts_for_it | added_it
