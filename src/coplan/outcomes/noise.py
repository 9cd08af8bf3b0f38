"""Change or noise: what the usual ups and downs of an indicator say, in a picture, two icons and one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coplan.engines import spc
from coplan.kit import charts
from coplan.kit.charts import Annotation
from coplan.outcomes import annotations, drawing, inputs
from coplan.outcomes.models import Indicator, Rebase
from coplan.outcomes.progress import in_force
from coplan.outcomes.rebasing import Told


@dataclass(frozen=True)
class ChangeOrNoise:
    """What an indicator's page shows; `too_few` in place of icons where the limits are not known yet."""

    too_few: str = ""
    chart: charts.Chart | None = None
    icons: tuple[SafeString, ...] = ()
    sentence: str = ""
    notes: tuple[Annotation, ...] = ()
    """What happened, in the order of the numbers on the chart."""
    some_left_out: bool = False


def change_or_noise(record: Indicator, rebased: Iterable[Told]) -> ChangeOrNoise | None:
    """Takes an indicator of `queries.indicators()`; None without readings."""
    if record.running_total and record.every_reading:  # type: ignore[attr-defined]
        return ChangeOrNoise(too_few=only_rises(), notes=annotations.of_indicator(record))
    live = [one.rebase for one in rebased if one.rebase.removed_at is None]
    series = inputs.series(record, [one.starts_on for one in live])
    if series is None:
        return None
    some_left_out = len(series.points) < len(in_force(record.every_reading))  # type: ignore[attr-defined]
    notes = _notes(record, live)
    if len(series.points) < spc.ENOUGH_POINTS:
        told = more_needed(len(series.points))
        return ChangeOrNoise(too_few=told, notes=notes, some_left_out=some_left_out)
    result = spc.calculate(series)
    chart = drawing.xmr(record, result, notes)
    if not result.enough_points:
        told = more_needed(result.groups[-1].points, result.groups[-1].start)
        return ChangeOrNoise(told, chart, notes=notes, some_left_out=some_left_out)
    return ChangeOrNoise(
        chart=chart,
        icons=icons_of(result),
        sentence=charts.in_one_sentence(result.variation, result.assurance),
        notes=notes,
        some_left_out=some_left_out,
    )


def _notes(record: Indicator, live: Sequence[Rebase]) -> tuple[Annotation, ...]:
    """New starts and what others know of; what happened long before the first reading explains nothing."""
    told = [Annotation(one.starts_on, _("Limits start again: %(why)s") % {"why": one.reason}) for one in live]
    first = next(iter(inputs.readings_compared(record).values())).starts_on
    told += [one for one in annotations.of_indicator(record) if one.on >= first]
    return tuple(sorted(told, key=lambda one: one.on))


def icons_of(result: spc.Result) -> tuple[SafeString, ...]:
    """The variation's icon, and the assurance's where there is a target."""
    found = [charts.variation_icon(result.variation)]
    if result.assurance:
        found.append(charts.assurance_icon(result.assurance))
    return tuple(found)


def only_rises() -> str:
    """Why a running total has no limits."""
    return _("It counts from the first day, so it only rises: limits of its ups and downs would say nothing.")


def more_needed(known: int, since: date | None = None) -> str:
    """'There are 5 readings. 7 more are needed before …'."""
    missing = spc.ENOUGH_POINTS - known
    if since is None:
        here = ngettext("There is %(n)s reading.", "There are %(n)s readings.", known)
    else:
        here = ngettext(
            "There is %(n)s reading since the limits began anew.",
            "There are %(n)s readings since the limits began anew.",
            known,
        )
    needed = ngettext(
        "%(n)s more is needed before a real change can be told from the usual ups and downs.",
        "%(n)s more are needed before a real change can be told from the usual ups and downs.",
        missing,
    )
    return f"{here % {'n': known}} {needed % {'n': missing}}"
