"""From the answers of a round to one reading of an indicator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coplan.engines import surveys as engine
from coplan.engines.surveys import Unsaid
from coplan.kit import history
from coplan.kit.models import queue
from coplan.outcomes import services as outcomes
from coplan.outcomes.models import BreakdownGroup, Indicator, IndicatorBreakdown, Measured, Reading
from coplan.surveys.asks import Ask, Total
from coplan.surveys.models import Feed, Statistic, Wave
from coplan.surveys.results import Results, signed, value_of, values_in

FITS: dict[str, tuple[str, ...]] = {
    Statistic.MEAN: (Measured.NUMBER,),
    Statistic.CHANGE: (Measured.NUMBER,),
    Statistic.SHARE: (Measured.PERCENTAGE, Measured.COUNT),
    Statistic.COUNT: (Measured.COUNT,),
}
_PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class Wanted:
    """Which figure of which round is to become a reading, and of what days."""

    indicator: Indicator
    wave: Wave
    statistic: str
    asked: Ask | Total | None
    bound: Decimal | None
    at_most: bool
    starts_on: date
    ends_on: date

    @property
    def told(self) -> str:
        return self.asked.text if self.asked else ""


@dataclass(frozen=True)
class Figure:
    """The figure as the reading would hold it, with how sure it is and its parts by group."""

    figure: Decimal
    out_of: Decimal | None
    many: int
    words: str
    parts: tuple[outcomes.Part, ...] = ()
    parts_told: str = ""


def work_out(results: Results, wanted: Wanted) -> Figure:
    """The figure, or a ValidationError with the reason why there is none."""
    measured = wanted.indicator.measured
    if measured not in FITS[wanted.statistic]:
        raise ValidationError(
            {
                "statistic": _(
                    "The indicator is measured as %(measured)s, and this figure is not. Choose another."
                )
                % {"measured": wanted.indicator.get_measured_display().lower()}  # type: ignore[attr-defined]
            }
        )
    if wanted.statistic == Statistic.COUNT:
        return _count(results, wanted)
    if wanted.asked is None:
        raise ValidationError({"asked": _("Choose which question the figure is of.")})
    if wanted.statistic == Statistic.SHARE:
        return _share(results, wanted)
    if not (isinstance(wanted.asked, Total) or wanted.asked.has_mean):
        raise ValidationError(
            {"asked": _("The answers to this question are words, which have no mean. Choose the share.")}
        )
    return _mean(results, wanted) if wanted.statistic == Statistic.MEAN else _change(results, wanted)


def _refuse_small(results: Results, many: int) -> None:
    if many < results.survey.floor:
        raise ValidationError(
            _("%(many)s answers are too few to be reported; the survey shows no group below %(floor)s.")
            % {"many": many, "floor": results.survey.floor}
        )


def _rounded(value: float) -> Decimal:
    return Decimal(str(value)).quantize(_PLACES, ROUND_HALF_UP)


def _count(results: Results, wanted: Wanted) -> Figure:
    many = len(results.of(wanted.wave))
    _refuse_small(results, many)
    parts, told = _parts(results, wanted, None)
    return Figure(Decimal(many), None, many, _("%(many)s people answered") % {"many": many}, parts, told)


def _mean(results: Results, wanted: Wanted) -> Figure:
    assert wanted.asked is not None
    values = values_in(wanted.asked, results.of(wanted.wave))
    _refuse_small(results, len(values))
    found = engine.mean_of(values)
    if isinstance(found, Unsaid):
        raise ValidationError(
            _("%(many)s answers are too few for a mean: it takes 10.") % {"many": found.many}
        )
    told = {"mean": signed(found.mean), "low": signed(found.low), "high": signed(found.high), "n": found.many}
    words = _("mean %(mean)s (between %(low)s and %(high)s), n = %(n)s") % told
    return Figure(_rounded(found.mean), None, found.many, words)


def _change(results: Results, wanted: Wanted) -> Figure:
    assert wanted.asked is not None
    found = engine.change_of(results.pairs(wanted.asked, wanted.wave))
    if isinstance(found, Unsaid):
        told = _("%(many)s people answered both times: too few for a change. It takes 10.")
        raise ValidationError(told % {"many": found.many})
    figures = {
        "by": signed(found.mean),
        "low": signed(found.low),
        "high": signed(found.high),
        "n": found.pairs,
    }
    words = _("mean change %(by)s (between %(low)s and %(high)s), n = %(n)s pairs") % figures
    return Figure(_rounded(found.mean), None, found.pairs, words)


def meets(value: Any, bound: float, *, at_most: bool) -> bool:
    return bool(value <= bound if at_most else value >= bound)


def _share(results: Results, wanted: Wanted) -> Figure:
    asked, bound = wanted.asked, wanted.bound
    assert asked is not None
    if bound is None:
        raise ValidationError({"bound": _("Enter the number people have to be at or beyond.")})
    values = values_in(asked, results.of(wanted.wave))
    if any(isinstance(one, list) for one in values):
        raise ValidationError({"asked": _("Several answers can be chosen here. Choose another question.")})
    _refuse_small(results, len(values))
    count = sum(meets(one, float(bound), at_most=wanted.at_most) for one in values)
    low, high = engine.wilson(count, len(values))
    ends = {"low": round(low * 100), "high": round(high * 100), "count": count, "n": len(values)}
    words = _("%(count)s of %(n)s people (between %(low)s%% and %(high)s%%)") % ends
    out_of = Decimal(len(values)) if wanted.indicator.is_percentage else None
    parts, told = _parts(results, wanted, float(bound))
    return Figure(Decimal(count), out_of, len(values), words, parts, told)


def _parts(results: Results, wanted: Wanted, bound: float | None) -> tuple[tuple[outcomes.Part, ...], str]:
    """The reading's parts where a question follows the breakdown that the indicator has."""
    tied = set(
        IndicatorBreakdown.objects.filter(indicator=wanted.indicator).values_list("breakdown_id", flat=True)
    )
    by = next((ask for ask in results.grouping if ask.question.breakdown_id in tied), None)
    if by is None:
        return (), ""
    groups = list(BreakdownGroup.objects.filter(breakdown=by.question.breakdown_id))
    counted = _by_group(results, wanted, by, bound)
    named = {group.name.casefold(): group for group in groups}
    left = {name for name in counted if name.casefold() not in named}
    if left:
        return (), _("Without parts: some people did not say which group they belong to.")
    if engine.hidden_groups({name: n for name, (_c, n) in counted.items()}, results.survey.floor):
        return (), _("Without parts: a group is so small that somebody could be recognised.")
    parts = []
    for group in groups:
        count, many = counted.get(group.name, (0, 0))
        out_of = Decimal(many) if wanted.indicator.is_percentage else None
        parts.append(outcomes.Part(group, Decimal(count), out_of))
    return tuple(parts), _("With parts by %(breakdown)s.") % {"breakdown": str(by.question.breakdown).lower()}


def _by_group(results: Results, wanted: Wanted, by: Ask, bound: float | None) -> dict[str, tuple[int, int]]:
    """By group: how many count, of how many."""
    found: dict[str, tuple[int, int]] = {}
    for row in results.of(wanted.wave):
        value = value_of(wanted.asked, row) if wanted.asked else 1
        if value is None:
            continue
        chosen = row.given.get(by.key)
        name = by.label_of(chosen) if chosen is not None else _("Not known")
        counts = bound is None or meets(value, bound, at_most=wanted.at_most)
        count, many = found.get(name, (0, 0))
        found[name] = (count + int(counts), many + 1)
    return found


@transaction.atomic
def feed(*, wanted: Wanted, figure: Figure, by: Any) -> Feed:
    """Store the reading with where it comes from, and keep what it rests on."""
    wave = wanted.wave
    queue(wave.partnership_id)
    reading = Reading(
        partnership_id=wave.partnership_id,
        indicator=wanted.indicator,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        figure=figure.figure,
        out_of=figure.out_of,
        source=_("Survey %(survey)s, round %(wave)s, n = %(n)s")
        % {"survey": wave.survey.label[:150], "wave": wave.name, "n": figure.many},
        note=": ".join(filter(None, (wanted.told, figure.words)))[:1000],
    )
    outcomes.enter_reading_with_parts(reading=reading, parts=list(figure.parts), by=by)
    made = Feed(
        partnership_id=wave.partnership_id,
        wave=wave,
        reading=reading,
        asked=wanted.asked.key if wanted.asked else "",
        told=wanted.told,
        statistic=wanted.statistic,
        bound=wanted.bound if wanted.statistic == Statistic.SHARE else None,
        at_most=wanted.at_most,
        many=figure.many,
    )
    history.keep(made, by=by)
    return made
