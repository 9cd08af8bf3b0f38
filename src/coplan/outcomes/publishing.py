"""Published results: what is gathered for one, what must be hidden in it, publishing and withdrawing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coplan.engines import disclosure
from coplan.engines.disclosure import Figure, key_of
from coplan.engines.disclosure.layout import OUT_OF
from coplan.kit import history
from coplan.kit.models import queue
from coplan.outcomes import figures
from coplan.outcomes.models import Breakdown, Indicator, Publication, Reading, ReadingPart
from coplan.outcomes.parts import by_breakdown, parts_of

HIDDEN = "c"


@dataclass(frozen=True)
class Choice:
    """One indicator of a publication, by its number, with the numbers of the breakdowns to show.

    `things` says that it counts no people, so that small numbers may be shown.
    """

    indicator: int
    breakdowns: tuple[int, ...] = ()
    things: bool = False

    def as_stored(self) -> dict[str, Any]:
        return {
            "indicator": self.indicator,
            "breakdowns": list(self.breakdowns),
            "things": self.things,
        }


def choices_of(publication: Publication) -> list[Choice]:
    return [Choice(one["indicator"], tuple(one["breakdowns"]), one["things"]) for one in publication.chosen]


@dataclass
class Gathered:
    """What a publication would show today; `faults` keep it from being published, `notes` are to be weighed."""

    table: dict[str, Any]
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    """What else is hidden, and why: for whoever publishes, never for the public."""


def gather(publication: Publication) -> Gathered:
    """The table of a publication from approved readings in force; the same number of queries for any choice."""
    choices = choices_of(publication)
    indicators = {
        one.number: one for one in Indicator.objects.filter(number__in=[c.indicator for c in choices])
    }
    readings = _readings(publication, indicators.values())
    parts = parts_of(readings)
    earlier = _earlier(publication)
    found = Gathered({"sections": [], **_particulars(publication)})
    for choice in choices:
        indicator = indicators.get(choice.indicator)
        if indicator is not None:
            own = [one for one in readings if one.indicator_id == indicator.pk]
            _add_section(found, publication, _Subject(indicator, choice, own, parts, earlier))
    if not choices:
        found.faults.append(_("Choose at least one indicator."))
    return found


def _particulars(publication: Publication) -> dict[str, Any]:
    return {
        "title": publication.title,
        "introduction": publication.introduction,
        "threshold": publication.threshold,
        "zeros_shown": publication.zeros_shown,
        "starts_on": publication.starts_on.isoformat(),
        "ends_on": publication.ends_on.isoformat(),
    }


def _readings(publication: Publication, indicators: Iterable[Indicator]) -> list[Reading]:
    return list(
        Reading.objects.filter(
            indicator__in=[one.pk for one in indicators],
            replaced_at=None,
            starts_on__gte=publication.starts_on,
            ends_on__lte=publication.ends_on,
        )
        .select_related("indicator")
        .order_by("starts_on", "ends_on", "number")
    )


def _earlier(publication: Publication) -> list[dict[str, Any]]:
    """The tables of other publications that the public can read."""
    standing = Publication.objects.filter(published_at__isnull=False, withdrawn_at=None)
    return [one.table for one in standing.exclude(pk=publication.pk) if one.table]


@dataclass(frozen=True)
class _Subject:
    """One indicator with all that its section is made of."""

    indicator: Indicator
    choice: Choice
    readings: list[Reading]
    parts: dict[int, tuple[ReadingPart, ...]]
    earlier: list[dict[str, Any]]

    @property
    def is_guarded(self) -> bool:
        return self.indicator.counts_things and not self.choice.things

    @property
    def shown_before(self) -> dict[str, int | None]:
        """What standing publications said of this indicator: a figure, or None where they hid it."""
        found: dict[str, int | None] = {}
        for table in self.earlier:
            for section in table["sections"]:
                if section["number"] != self.indicator.number:
                    continue
                for key, value in section["cells"].items():
                    # Hidden once is hidden; a figure shown elsewhere does not undo it
                    found[key] = value if found.get(key, value) is not None else None
        return found


def period_key(reading: Reading) -> str:
    return f"{reading.starts_on.isoformat()}/{reading.ends_on.isoformat()}"


def _add_section(found: Gathered, publication: Publication, subject: _Subject) -> None:
    approved = [one for one in subject.readings if one.is_approved]
    name = subject.indicator.name
    left_out = len(subject.readings) - len(approved)
    if left_out:
        told = ngettext(
            "%(name)s: %(n)s reading is left out, because nobody has approved it yet.",
            "%(name)s: %(n)s readings are left out, because nobody has approved them yet.",
            left_out,
        )
        found.notes.append(told % {"name": name, "n": left_out})
    if not approved:
        found.faults.append(_("%(name)s has no approved reading in this time.") % {"name": name})
        return
    if subject.is_guarded and not _are_whole(approved, subject.parts):
        found.faults.append(
            _(
                "%(name)s has figures that are not whole numbers, so it counts no people. Say so where you choose it."
            )
            % {"name": name}
        )
        return
    section = _section(subject, approved)
    found.table["sections"].append(section)
    if subject.is_guarded:
        _guard(found, publication, subject, approved, section)
    _warn_of_running_total(found, publication, subject, approved)


def _are_whole(readings: Iterable[Reading], parts: dict[int, tuple[ReadingPart, ...]]) -> bool:
    rows = [row for one in readings for row in (one, *parts.get(one.pk, ()))]
    return all(value is None or value == int(value) for row in rows for value in (row.figure, row.out_of))


def _section(subject: _Subject, approved: list[Reading]) -> dict[str, Any]:
    """A section with nothing hidden yet."""
    indicator = subject.indicator
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for reading in approved:
        _put(rows, reading, reading, "", _("All"), "", "")
        for breakdown, ours in by_breakdown(subject.parts.get(reading.pk, ())).items():
            if breakdown.number in subject.choice.breakdowns:
                for part in ours:
                    names = (breakdown.name, part.group.name, str(breakdown.number), str(part.group.number))
                    _put(rows, reading, part, *names)
    return {
        "number": indicator.number,
        "name": indicator.name,
        "definition": indicator.definition,
        "unit": indicator.unit,
        "measured": indicator.measured,
        "direction": indicator.direction,
        "guarded": subject.is_guarded,
        "running_total": indicator.running_total,
        "sources": sorted({one.source for one in approved}),
        "periods": [
            {"key": period_key(one), "name": one.period, "from": str(one.starts_on), "to": str(one.ends_on)}
            for one in approved
        ],
        "rows": list(rows.values()),
        "cells": {},
    }


def _put(
    rows: dict[tuple[str, str], dict[str, Any]],
    reading: Reading,
    figure: Reading | ReadingPart,
    breakdown: str,
    group: str,
    breakdown_key: str,
    group_key: str,
) -> None:
    blank = {"breakdown": breakdown, "group": group, "keys": [breakdown_key, group_key], "cells": {}}
    row = rows.setdefault((breakdown_key, group_key), blank)
    indicator = reading.indicator
    shown = _words(indicator, figure.figure, figure.out_of)
    row["cells"][period_key(reading)] = {
        "figure": _plain(figure.figure),
        "out_of": _plain(figure.out_of),
        "shown": shown,
    }


def _words(indicator: Indicator, figure: Decimal, out_of: Decimal | None) -> str:
    if indicator.is_percentage and not out_of:
        return _("0 of 0")
    return figures.shown(indicator, figure, out_of)


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else figures.plain(value)


def _guard(
    found: Gathered,
    publication: Publication,
    subject: _Subject,
    approved: list[Reading],
    section: dict[str, Any],
) -> None:
    """Hide what must not be shown in a section, and keep what was shown of each cell for later publications."""
    before = subject.shown_before
    rows = list(_figures(subject, approved))
    counts = {key_of(one): one.count for one in rows}
    counts |= {key_of(one, OUT_OF): one.out_of for one in rows if one.out_of is not None}
    table = disclosure.broken_down(
        rows,
        threshold=publication.threshold,
        zeros_shown=publication.zeros_shown,
        known={
            key
            for key, value in before.items()
            if value is not None and value == counts.get(key) and not 0 < value < publication.threshold
        },
        hidden_before={key for key, value in before.items() if value is None},
    )
    protected = disclosure.protect(table)
    if not protected.is_safe:
        found.faults.append(_open_to_sums(subject.indicator))
    hidden = {one.key for one in protected.verdicts if one.value is None}
    for row in section["rows"]:
        for period, cell in row["cells"].items():
            _hide(subject.indicator, section, row, period, cell, hidden)
    found.reasons += _reasons(section, protected)


def _open_to_sums(indicator: Indicator) -> str:
    return _(
        "%(name)s: with what other publications show, a small number could be worked out. Leave a breakdown or "
        "the indicator out, or withdraw the other publication."
    ) % {"name": indicator.name}


def _figures(subject: _Subject, approved: list[Reading]) -> Iterator[Figure]:
    """Every figure that bears on this section: also by breakdowns that another publication shows."""
    elsewhere = {key.split(" | ")[1] for key in subject.shown_before}
    for reading in approved:
        period = period_key(reading)
        yield _figure(period, reading)
        for breakdown, ours in by_breakdown(subject.parts.get(reading.pk, ())).items():
            if breakdown.number in subject.choice.breakdowns or str(breakdown.number) in elsewhere:
                yield from (_figure(period, part, breakdown) for part in ours)


def _figure(period: str, row: Any, breakdown: Breakdown | None = None) -> Figure:
    out_of = None if row.out_of is None else int(row.out_of)
    if breakdown is None:
        return Figure(period, int(row.figure), out_of)
    return Figure(period, int(row.figure), out_of, str(breakdown.number), str(row.group.number))


def _hide(
    indicator: Indicator,
    section: dict[str, Any],
    row: dict[str, Any],
    period: str,
    cell: dict[str, Any],
    hidden: set[str],
) -> None:
    breakdown, group = row["keys"]
    own = Figure(period, 0, breakdown=breakdown, group=group)
    for name, key in (("figure", key_of(own)), ("out_of", key_of(own, OUT_OF))):
        if cell[name] is None:
            continue
        section["cells"][key] = None if key in hidden else int(cell[name])
        if key in hidden:
            cell[name] = HIDDEN
    if HIDDEN not in (cell["figure"], cell["out_of"]):
        return
    if indicator.is_percentage and cell["out_of"] != HIDDEN:
        cell["shown"] = _("%(mark)s of %(all)s") % {"mark": HIDDEN, "all": cell["out_of"]}
    else:
        # A count without what it is out of says no percentage, so nothing is gained by it
        cell["shown"] = HIDDEN if not indicator.is_percentage else _of_hidden(cell)


def _of_hidden(cell: dict[str, Any]) -> str:
    return _("%(count)s of %(mark)s") % {"count": cell["figure"], "mark": HIDDEN}


_WORDS = {
    disclosure.Why.SMALL: lambda: _("below the threshold"),
    disclosure.Why.BEFORE: lambda: _("an earlier publication hid it"),
    disclosure.Why.COMPLEMENT: lambda: _("a hidden figure could be worked out from it"),
}


def _reasons(section: dict[str, Any], protected: disclosure.Protected) -> Iterator[str]:
    names = {tuple(row["keys"]): f"{row['breakdown']} {row['group']}".strip() for row in section["rows"]}
    periods = {one["key"]: one["name"] for one in section["periods"]}
    for one in protected.verdicts:
        period, breakdown, group, what = (part.strip() for part in one.key.split("|"))
        if one.why is None or (breakdown, group) not in names:
            continue
        about = names[breakdown, group]
        if what == OUT_OF:
            about = _("%(group)s, what it is out of") % {"group": about}
        yield _("%(name)s, %(period)s, %(group)s: %(why)s") % {
            "name": section["name"],
            "period": periods[period],
            "group": about,
            "why": _WORDS[one.why](),
        }


def _warn_of_running_total(
    found: Gathered, publication: Publication, subject: _Subject, approved: Sequence[Reading]
) -> None:
    if not subject.indicator.running_total or not subject.is_guarded:
        return
    steps = [later.figure - one.figure for one, later in pairwise(approved)]
    if any(0 < abs(step) < publication.threshold for step in steps):
        told = _(
            "%(name)s counts from the first day, and between two periods it changed by fewer than %(n)s. "
            "Readers can see that step. Publish longer periods if it could point at somebody."
        )
        found.notes.append(told % {"name": subject.indicator.name, "n": publication.threshold})


@transaction.atomic
def choose(*, publication: Publication, choices: Iterable[Choice], by: Any) -> None:
    """Say which indicators and breakdowns a draft shows."""
    publication.hold()
    _refuse_unless_draft(publication)
    publication.chosen = [one.as_stored() for one in choices]
    publication.version += 1
    history.note(publication, by=by)
    publication.save(update_fields=["chosen", "version"])


@transaction.atomic
def publish(*, publication: Publication, by: Any) -> None:
    """Keep the table as it is today, for everybody to read; refused while anything is wrong with it."""
    publication.hold()
    _refuse_unless_draft(publication)
    gathered = gather(publication)
    if gathered.faults:
        raise ValidationError(gathered.faults)
    publication.table = gathered.table
    publication.digest = digest_of(publication.table)
    publication.published_at, publication.published_by = timezone.now(), by
    publication.version += 1
    history.note(publication, by=by)
    publication.save(update_fields=["table", "digest", "published_at", "published_by", "version"])


@transaction.atomic
def withdraw(*, publication: Publication, reason: str, by: Any) -> None:
    """Take a publication back; its address says so, with the reason."""
    publication.hold()
    if not publication.is_standing:
        raise ValidationError(_("Only what the public can read is withdrawn."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: readers who come back for it will ask.")})
    publication.withdrawn_at, publication.withdrawn_by = timezone.now(), by
    publication.withdrawn_because = reason.strip()
    publication.version += 1
    history.note(publication, by=by, why=reason)
    publication.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because", "version"])


def _refuse_unless_draft(publication: Publication) -> None:
    queue(publication.partnership_id)
    if not publication.is_draft:
        raise ValidationError(
            _("This is published already and stays as it was. Make another, or withdraw it.")
        )


def digest_of(table: dict[str, Any]) -> str:
    """SHA-256 of a table, whatever the order a database keeps its keys in."""
    text = json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
