"""One file for a round: a row for each question, and below it a row for each group it is broken down by.

The template holds the questions already. Rows are found by the indicator's reference or name, the partner
and the period; what they say goes into the returns as a draft. An empty cell leaves what is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from coplan.kit import frozen
from coplan.kit.exchange.batch import Checked, Difference, Kind
from coplan.kit.exchange.cells import as_text, day, folded, number, written
from coplan.kit.exchange.reading import BadFile, Sheet
from coplan.kit.exchange.writing import table_file
from coplan.outcomes import figures as words
from coplan.outcomes.models import BreakdownGroup
from coplan.returns import checks, queries, services
from coplan.returns.checks import Answer
from coplan.returns.filling import said
from coplan.returns.models import Figure, Return, Round
from coplan.returns.sheet import as_answer


def headings() -> dict[str, str]:
    """The columns of the file by what they hold."""
    return {
        "reference": _("Reference"),
        "indicator": _("Indicator"),
        "partner": _("Partner"),
        "starts_on": _("From"),
        "ends_on": _("To"),
        "breakdown": _("Broken down by"),
        "group": _("Group"),
        "figure": _("Figure"),
        "out_of": _("Out of"),
        "not_known": _("Not known, because"),
        "source": _("Source"),
        "note": _("What happened"),
    }


@dataclass(frozen=True)
class Target:
    """Where a file goes: a whole round, or one return of it."""

    round: Round
    one: Return | None = None

    def name(self) -> str:
        """What a kept upload is bound to."""
        return f"returns:import-{self.round.pk}-{self.one.pk if self.one else 'all'}"

    @property
    def title(self) -> str:
        return str(self.one) if self.one else self.round.label

    @cached_property
    def figures(self) -> list[Figure]:
        rows = queries.figures().filter(in_return__round=self.round)
        return list(rows.filter(in_return=self.one) if self.one else rows)


def template_file(target: Target, form: str) -> HttpResponse:
    """The questions with what is stored so far, to be filled in."""
    stem = f"{target.round.reference}-{target.round.ends_on:%Y-%m}".lower()
    lines = [[written(cell) for cell in line] for one in target.figures for line in _lines(one)]
    return table_file(target.title, f"{stem}.{form}", form, list(headings().values()), lines)


def _lines(one: Figure) -> Iterator[list[Any]]:
    head = [
        one.indicator.reference,
        one.indicator.name,
        str(one.in_return.partner),
        one.starts_on,
        one.ends_on,
    ]
    yield [*head, "", "", _cell(one.figure), _cell(one.out_of), one.why_not_known, one.source, one.note]
    stored = {part.group_id: part for part in one.every_part}  # type: ignore[attr-defined]
    for groups in checks.groups_of(one.indicator):
        for group in groups.groups:
            part = stored.get(group.pk)
            counts = [_cell(part.figure), _cell(part.out_of)] if part else ["", ""]
            yield [*head, groups.name, group.name, *counts, "", "", ""]


def _cell(value: Decimal | None) -> Any:
    if value is None:
        return ""
    return int(value) if value == value.to_integral_value() else value.normalize()


@dataclass
class _Asked:
    """What a file says to one question, gathered from its rows."""

    figure: Figure
    row: int
    answer: Answer
    has_main: bool = False
    errors: list[tuple[int, str]] = field(default_factory=list)
    """Each with the number of its row."""
    differences: list[Difference] = field(default_factory=list)


class Batch:
    """The rows of a sheet against the questions of a target. Raises BadFile where a column is missing."""

    def __init__(self, target: Target, sheet: Sheet, today: date) -> None:
        self.target, self.sheet, self.today = target, sheet, today
        self.places = self._places()
        self.lost: list[Checked] = []
        self.asked: dict[int, _Asked] = {}
        for row, cells in sheet.rows:
            self._take(row, cells)
        for one in self.asked.values():
            self._check(one)

    def _places(self) -> dict[str, int]:
        """Where each column stands."""
        known = {folded(heading): name for name, heading in headings().items()}
        places: dict[str, int] = {}
        for at, heading in enumerate(self.sheet.headings):
            name = known.get(folded(heading))
            if name is not None:
                places.setdefault(name, at)
        missing = [headings()[name] for name in ("figure",) if name not in places]
        if not {"reference", "indicator"} & set(places):
            missing.insert(0, headings()["reference"])
        if missing:
            told = _("The file has no column %(names)s. Start from the template, which has every column.")
            raise BadFile(told % {"names": ", ".join(f"“{one}”" for one in missing)})
        return places

    def _text(self, cells: Sequence[Any], name: str) -> str:
        at = self.places.get(name)
        return as_text(cells[at]) if at is not None and at < len(cells) else ""

    def _take(self, row: int, cells: Sequence[Any]) -> None:
        found = self._question(cells)
        if isinstance(found, str):
            self.lost.append(Checked(row, Kind.ERROR, errors=(found,)))
            return
        asked = self.asked.setdefault(found.pk, _Asked(found, row, as_answer(found)))
        errors: list[str] = []
        if self._text(cells, "group"):
            self._take_group(asked, cells, errors)
        else:
            if asked.has_main:
                errors.append(_("%s is in the file twice.") % found)
            asked.has_main = True
            self._take_whole(asked, cells, errors)
        asked.errors += [(row, one) for one in errors]

    def _question(self, cells: Sequence[Any]) -> Figure | str:
        """The question a row answers, or why there is none."""
        heads = headings()
        rows = self.target.figures
        reference, name = self._text(cells, "reference"), self._text(cells, "indicator")
        if reference:
            rows = [one for one in rows if folded(one.indicator.reference) == folded(reference)]
        elif name:
            rows = [one for one in rows if folded(one.indicator.name) == folded(name)]
        if not rows or not (reference or name):
            column = heads["reference"] if reference or not name else heads["indicator"]
            told = _("%(column)s: “%(said)s” is not asked in this round. Use the references of the template.")
            return told % {"column": column, "said": (reference or name)[:60]}
        partner = self._text(cells, "partner")
        if partner:
            rows = [one for one in rows if folded(str(one.in_return.partner)) == folded(partner)]
            if not rows:
                told = _("%(column)s: “%(said)s” does not report this here.")
                return told % {"column": heads["partner"], "said": partner[:60]}
        return self._of_period(cells, rows)

    def _of_period(self, cells: Sequence[Any], rows: list[Figure]) -> Figure | str:
        heads = headings()
        for name in ("starts_on", "ends_on"):
            text = self._text(cells, name)
            if not text:
                continue
            on = day(text)
            if on is None:
                told = _("%(column)s: “%(said)s” is not a date. Write it like 2027-03-31.")
                return told % {"column": heads[name], "said": text[:40]}
            rows = [one for one in rows if getattr(one, name) == on]
            if not rows:
                told = _("%(column)s: this period is not asked in this round.")
                return told % {"column": heads[name]}
        if len(rows) > 1:
            column = "partner" if len({one.in_return_id for one in rows}) > 1 else "ends_on"
            told = _("%(column)s: fill it in; the indicator is asked more than once.")
            return told % {"column": heads[column]}
        return rows[0]

    def _number(self, cells: Sequence[Any], name: str, errors: list[str]) -> Decimal | None:
        text = self._text(cells, name)
        if not text:
            return None
        found = number(text)
        if found is None or abs(found) >= 10**12 or round(found, 4) != found:
            told = _("%(column)s: “%(said)s” is not a number as it is kept here. Write it like 12.5.")
            errors.append(told % {"column": headings()[name], "said": text[:40]})
            return None
        return found

    def _take_whole(self, asked: _Asked, cells: Sequence[Any], errors: list[str]) -> None:
        figure, out_of = self._number(cells, "figure", errors), self._number(cells, "out_of", errors)
        why = self._text(cells, "not_known")
        changed: dict[str, Any] = {}
        if figure is not None and why:
            told = _("%(column)s: either give the figure or say why it is not known, not both.")
            errors.append(told % {"column": headings()["not_known"]})
        elif why:
            changed = {"figure": None, "out_of": None, "not_known": True, "why_not_known": why, "parts": {}}
        elif figure is not None:
            changed = {"figure": figure, "not_known": False, "why_not_known": ""}
        if out_of is not None:
            if asked.figure.indicator.is_percentage:
                changed["out_of"] = out_of
            else:
                errors.append(
                    _("%s: only a percentage is out of something. Leave it empty.") % headings()["out_of"]
                )
        changed |= {name: text for name in ("source", "note") if (text := self._text(cells, name))}
        for name, most in (("source", 250), ("note", 500), ("why_not_known", 300)):
            if len(changed.get(name, "")) > most:
                column = headings()["not_known" if name == "why_not_known" else name]
                errors.append(_("%(column)s: at most %(most)s letters.") % {"column": column, "most": most})
        asked.answer = replace(asked.answer, **changed)

    def _take_group(self, asked: _Asked, cells: Sequence[Any], errors: list[str]) -> None:
        group = self._group(asked.figure, cells)
        if group is None:
            told = _("%(column)s: “%(said)s” is not one of the groups this is broken down by.")
            errors.append(told % {"column": headings()["group"], "said": self._text(cells, "group")[:60]})
            return
        figure, out_of = self._number(cells, "figure", errors), self._number(cells, "out_of", errors)
        before = asked.answer.parts.get(group.pk, (None, None))
        now = (before[0] if figure is None else figure, before[1] if out_of is None else out_of)
        if now != before:
            asked.answer = replace(asked.answer, parts={**asked.answer.parts, group.pk: now})
            told = (
                words.shown(asked.figure.indicator, one[0], one[1]) if one[0] is not None else ""
                for one in (before, now)
            )
            asked.differences.append(Difference(group.name, *told))

    def _group(self, figure: Figure, cells: Sequence[Any]) -> BreakdownGroup | None:
        name, breakdown = folded(self._text(cells, "group")), folded(self._text(cells, "breakdown"))
        found = [
            group
            for one in checks.groups_of(figure.indicator)
            for group in one.groups
            if folded(group.name) == name and breakdown in ("", folded(one.name))
        ]
        return found[0] if len(found) == 1 else None

    def _check(self, asked: _Asked) -> None:
        """What holds for the question as a whole, once all its rows are read."""
        one, answer = asked.figure, asked.answer
        before = as_answer(one)
        if not asked.errors and answer != before:
            asked.errors += [(asked.row, told) for told in self._faults(asked)]
        shown = Figure(indicator=one.indicator, figure=answer.figure, out_of=answer.out_of)
        shown.not_known, shown.why_not_known = answer.not_known, answer.why_not_known
        if said(one) != said(shown):
            asked.differences.insert(0, Difference(headings()["figure"], said(one), said(shown)))
        for name in ("source", "note"):
            if getattr(before, name) != getattr(answer, name):
                asked.differences.append(
                    Difference(headings()[name], getattr(before, name), getattr(answer, name))
                )

    def _faults(self, asked: _Asked) -> Iterator[str]:
        one, answer = asked.figure, asked.answer
        if not one.in_return.is_to_be_sent:
            told = _("the return of %s was sent already. It must be sent back before it can change.")
            yield told % one.in_return.partner
        elif not one.in_return.round.is_open(self.today):
            yield _("the round is not open.")
        yield from (told for _name, told in checks.possible(one.indicator, answer))
        if answer.figure is not None and answer.parts:
            yield from (
                told
                for _name, told in checks.parts_fit(one.indicator, answer, checks.groups_of(one.indicator))
            )

    @property
    def rows(self) -> list[Checked]:
        """What each question's rows would do, in the order of the file."""
        found = list(self.lost)
        for asked in self.asked.values():
            label = f"{asked.figure} ({asked.figure.in_return.partner})"
            if asked.errors:
                found += [
                    Checked(row, Kind.ERROR, label, errors=(f"{label}: {told}",))
                    for row, told in asked.errors
                ]
                continue
            kind = Kind.CHANGED if asked.differences else Kind.UNCHANGED
            found.append(Checked(asked.row, kind, label, tuple(asked.differences)))
        return sorted(found, key=lambda one: one.row)

    @property
    def has_faults(self) -> bool:
        return bool(self.lost) or any(one.errors for one in self.asked.values())

    @property
    def seen(self) -> str:
        """A short mark of what is stored: it differs once somebody saves one of the returns."""
        versions = sorted({(one.in_return_id, one.in_return.version) for one in self.target.figures})
        return frozen.mark(versions)

    @transaction.atomic
    def store(self, *, by: Any) -> int:
        """Store what the questions without a fault say; how many changed."""
        many = 0
        for one in {
            asked.figure.in_return_id: asked.figure.in_return for asked in self.asked.values()
        }.values():
            answers = {
                asked.figure.number: asked.answer
                for asked in self.asked.values()
                if asked.figure.in_return_id == one.pk and asked.differences and not asked.errors
            }
            if answers:
                many += services.save_answers(one=one, answers=answers, by=by, today=self.today)
        return many
