"""Fields in which the parts of a reading are typed, for any form that takes a figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from coplan.outcomes import figures
from coplan.outcomes.models import Breakdown, BreakdownGroup, Indicator, Reading, ReadingPart
from coplan.outcomes.parts import NOTHING, Asked, Part, by_breakdown, faults


class PartFields:
    """Mixed into a form: a field for each group, and one for what it is out of where it is a percentage."""

    asked: tuple[Asked, ...] = ()
    takes_percentage = False

    def add_parts(
        self: Any,
        indicator: Indicator,
        asked: Iterable[Asked],
        known: Mapping[int, ReadingPart] | None = None,
    ) -> None:
        """`known` are the stored parts by their group's key, to begin with."""
        self.asked, self.takes_percentage = tuple(asked), indicator.is_percentage
        for group in self._part_groups():
            stored = (known or {}).get(group.pk)
            self.fields[_name(group)] = _figure_field(group.name)
            self.initial[_name(group)] = figures.plain(stored.figure) if stored else ""
            if self.takes_percentage:
                self.fields[_name(group, "of")] = _figure_field(
                    _("%(group)s, out of") % {"group": group.name}
                )
                self.initial[_name(group, "of")] = figures.plain(stored.out_of) if stored else ""

    def part_groups(self) -> list[tuple[str, list[str]]]:
        """The fields of each breakdown under its name, for `groups`."""
        names = ("part", "of") if self.takes_percentage else ("part",)
        return [
            (
                _("By %(name)s") % {"name": one.breakdown.name},
                [_name(group, what) for group in one.groups for what in names],
            )
            for one in self.asked
        ]

    def part_sheets(self: Any) -> Iterator[tuple[Breakdown, list[tuple[Any, Any]]]]:
        """Of each breakdown the fields of its groups, with what they are out of beside them."""
        for one in self.asked:
            yield (
                one.breakdown,
                [
                    (self[_name(group)], self[_name(group, "of")] if self.takes_percentage else None)
                    for group in one.groups
                ],
            )

    def _part_groups(self) -> list[BreakdownGroup]:
        return [group for one in self.asked for group in one.groups]

    @property
    def has_typed_parts(self: Any) -> bool:
        names = [_name(group, what) for group in self._part_groups() for what in ("part", "of")]
        return any(self.cleaned_data.get(name) is not None for name in names)

    @property
    def typed_parts(self: Any) -> list[Part]:
        """What was typed; in a breakdown of which anything was typed, an empty group is 0."""
        found: list[Part] = []
        for one in self.asked:
            pairs = [(group, self._typed(group), self._typed(group, "of")) for group in one.groups]
            if any(value is not None for _group, figure, out_of in pairs for value in (figure, out_of)):
                blank = NOTHING if self.takes_percentage else None
                found += [Part(group, figure or NOTHING, out_of or blank) for group, figure, out_of in pairs]
        return found

    def _typed(self: Any, group: BreakdownGroup, what: str = "part") -> Decimal | None:
        found: Decimal | None = self.cleaned_data.get(_name(group, what))
        return found

    def check_parts(self: Any, indicator: Indicator) -> None:
        """Each fault at the first group of its breakdown; needs the figure itself."""
        data = self.cleaned_data
        if data.get("figure") is None:
            return
        reading = Reading(indicator=indicator, figure=data["figure"], out_of=data.get("out_of"))
        first = {one.breakdown.pk: one.groups[0] for one in self.asked}
        for breakdown, told in faults(reading, self.typed_parts):
            self.add_error(_name(first[breakdown.pk]), told)


def _name(group: BreakdownGroup, what: str = "part") -> str:
    return f"{what}{group.number}"


def _figure_field(label: str) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=16, decimal_places=4, required=False)


def with_stopped(asked: Sequence[Asked], known: Iterable[ReadingPart]) -> tuple[Asked, ...]:
    """What is asked for, and the breakdowns and groups that a stored reading has figures of besides."""
    found = {one.breakdown.pk: one for one in asked}
    for breakdown, parts in by_breakdown(known).items():
        own = found.get(breakdown.pk, Asked(breakdown, ()))
        more = tuple(part.group for part in parts if part.group not in own.groups)
        found[breakdown.pk] = Asked(breakdown, (*own.groups, *more))
    return tuple(found.values())
