"""What keeps an answer from being sent: each fault with the field it is about and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from coplan.outcomes.models import BreakdownGroup, Indicator, Reading
from coplan.outcomes.services import Part, faults

Counts = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True)
class Answer:
    """What somebody says to one question. `parts` holds figure and out of by the group's key."""

    figure: Decimal | None = None
    out_of: Decimal | None = None
    not_known: bool = False
    why_not_known: str = ""
    source: str = ""
    note: str = ""
    parts: Mapping[int, Counts] = field(default_factory=dict)

    @property
    def has_figures(self) -> bool:
        counts = [(self.figure, self.out_of), *self.parts.values()]
        return any(one is not None for pair in counts for one in pair)


@dataclass(frozen=True)
class Groups:
    """The groups of one breakdown, in order."""

    key: int
    name: str
    groups: tuple[BreakdownGroup, ...]


def groups_of(indicator: Indicator) -> tuple[Groups, ...]:
    """By what an indicator of `queries.figures()` is broken down; no query."""
    if not indicator.has_parts:
        return ()
    rows = [one.breakdown for one in indicator.broken_down]  # type: ignore[attr-defined]
    return tuple(Groups(one.pk, one.name, tuple(one.in_order)) for one in rows if one.in_order)


def possible(indicator: Indicator, answer: Answer) -> Iterator[tuple[str, str]]:
    """Faults that even a draft must not have: they could never be stored as what they are."""
    if indicator.counts_things and answer.figure is not None and answer.figure < 0:
        yield "figure", _("A count cannot be less than 0.")
    if answer.out_of is not None and answer.figure is not None and answer.figure > answer.out_of:
        yield "figure", _("The count cannot be more than what it is out of.")
    if answer.not_known and answer.has_figures:
        yield "not_known", _("Either give the figure or say that it is not known, not both.")


def complete(indicator: Indicator, answer: Answer, groups: Sequence[Groups]) -> Iterator[tuple[str, str]]:
    """Everything that is missing or does not fit; nothing where the answer can be sent."""
    wrong = list(possible(indicator, answer))
    yield from wrong
    if wrong:
        return
    if answer.not_known:
        if not answer.why_not_known.strip():
            yield "why_not_known", _("Say why it is not known, and when it will be.")
        return
    if answer.figure is None:
        yield "figure", _("Enter the figure; 0 is a figure too. If you do not have it, tick “Not known”.")
    if indicator.is_percentage and not answer.out_of:
        yield "out_of", _("Enter what the count is out of, above 0.")
    if not answer.source.strip():
        yield "source", _("Say where the figure comes from.")
    if answer.figure is not None and (answer.out_of or not indicator.is_percentage):
        yield from parts_fit(indicator, answer, groups)


def parts_fit(indicator: Indicator, answer: Answer, groups: Sequence[Groups]) -> Iterator[tuple[str, str]]:
    """Where the groups of a breakdown do not add up to the figure."""
    reading = Reading(indicator=indicator, figure=answer.figure or Decimal(0), out_of=answer.out_of)
    for one in groups:
        given = parts_of(indicator, answer, one)
        for _breakdown, told in faults(reading, given):
            yield f"part-{one.groups[0].pk}", told


def parts_of(indicator: Indicator, answer: Answer, one: Groups) -> list[Part]:
    """The parts of one breakdown; a group left empty counts 0."""
    found = []
    for group in one.groups:
        figure, out_of = answer.parts.get(group.pk, (None, None))
        whole = (out_of or Decimal(0)) if indicator.is_percentage else None
        found.append(Part(group, figure or Decimal(0), whole))
    return found
