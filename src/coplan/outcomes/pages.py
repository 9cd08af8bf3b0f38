"""What the pages of an element, an indicator, a target and a reading show beside the facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.kit.access import allowed
from coplan.kit.charts import Ladder, Rung
from coplan.kit.tables import as_columns
from coplan.outcomes import actions, drawing, figures, queries, rebasing
from coplan.outcomes.models import RANKS, Element, Indicator, Reading, Tier
from coplan.outcomes.noise import change_or_noise
from coplan.outcomes.progress import IndicatorState, OutcomeState, in_force, target_for

_ONE = {
    Tier.INPUT: gettext_lazy("an input"),
    Tier.ACTIVITY: gettext_lazy("an activity"),
    Tier.OUTPUT: gettext_lazy("an output"),
    Tier.SHORT: gettext_lazy("a short-term outcome"),
    Tier.MEDIUM: gettext_lazy("a medium-term outcome"),
    Tier.LONG: gettext_lazy("a long-term outcome"),
}


@dataclass(frozen=True)
class FigureRow:
    """A period with the figure in force and those it replaced, the newest first."""

    figure: Any
    shown: str
    earlier: tuple[tuple[str, str, Any], ...]
    """What it was, why it was given up, and the record that replaced it."""
    target: str = ""


def element_page(request: HttpRequest, record: Element) -> dict[str, Any]:
    slug = request.partnership.slug  # type: ignore[attr-defined]
    today = request.standing.today  # type: ignore[attr-defined]
    links = list(queries.live_links())
    states = [queries.indicator_state(one, today) for one in queries.indicators().filter(outcome=record)]
    add = reverse("outcomes:elements-add", args=[slug])
    return {
        "facts": facts(record, Element, "description", "need", "stakeholder", "national_outcome"),
        "leads_to": [one for one in links if one.source_id == record.pk],
        "rests_on": [one for one in links if one.target_id == record.pk],
        "links_url": reverse("outcomes:elements-links", args=[slug, record.number]),
        "model_url": f"{reverse('outcomes:logic-model', args=[slug])}?focus={record.number}",
        "next_parts": [
            (label, f"{add}?tier={tier}&{side}={record.number}") for label, tier, side in _next_parts(record)
        ],
        "outcome": OutcomeState(record, tuple(states)),
        "indicators": [(state, figures.with_unit(state.indicator, state.value)) for state in states],
        "sparklines": {state.indicator.pk: drawing.sparkline(state.indicator) for state in states},
        "add_indicator": f"{reverse('outcomes:indicators-add', args=[slug])}?outcome={record.number}",
        "may_add_indicator": allowed(request, actions.CHANGE_INDICATORS),
        "path": ladder_to_need(queries.path_to_need(record)),
    }


def _next_parts(record: Element) -> Iterator[tuple[str, str, str]]:
    """What may be added beside an element: in words, its column, and on which side it is linked."""
    tiers, rank = list(Tier), RANKS[record.tier]
    if rank + 1 < len(tiers):
        after = tiers[rank + 1]
        yield _("Add %(part)s it leads to") % {"part": _ONE[after]}, after.value, "after"
    if rank > 0:
        before = tiers[rank - 1]
        yield _("Add %(part)s it rests on") % {"part": _ONE[before]}, before.value, "before"


def ladder_to_need(path: queries.PathToNeed) -> Ladder | None:
    """The way to the need as rungs; nothing where no need is reached."""
    if path.need is None:
        return None
    rungs = [_own_rung(_("Leads to"), one) for one in path.via]
    if path.stakeholder is not None:
        rungs.append(_own_rung(_("For"), path.stakeholder))
    rungs.append(_own_rung(_("Need"), path.need))
    rungs += [
        Rung(_("Evidence"), one.what, source=one.source, dated=one.dated_on, href=one.get_absolute_url())
        for one in path.evidence
    ]
    return Ladder(_("Why it matters: down to the need and what shows it"), tuple(rungs))


def _own_rung(kind: str, record: Any) -> Rung:
    """Something the partnership itself has put down."""
    day = localdate(record.created_at)
    return Rung(kind, str(record), source=record.reference, dated=day, href=record.get_absolute_url())


def facts(record: Any, model: Any, *names: str) -> list[tuple[str, str]]:
    """Fields in words, with the names people know them by."""
    return [(column.heading(model), column.text(record)) for column in as_columns(names)]


def indicator_page(request: HttpRequest, record: Indicator) -> dict[str, Any]:
    slug = request.partnership.slug  # type: ignore[attr-defined]
    state = queries.indicator_state(record, request.standing.today)  # type: ignore[attr-defined]
    query = f"?indicator={record.number}"
    told = rebasing.told_of(record)
    return {
        "facts": _indicator_facts(record),
        "state": state,
        "sentence": in_a_sentence(state),
        "chart": drawing.progress(record),
        "noise": change_or_noise(record, told),
        "rebased": told,
        "may_rebase": rebasing.may_be_rebased(record) and allowed(request, actions.REBASE),
        "may_take_back": allowed(request, actions.REBASE),
        "rebase_url": reverse("outcomes:indicators-rebase", args=[slug, record.number]),
        "readings": list(reversed(_rows(record, record.every_reading))),  # type: ignore[attr-defined]
        "targets": _rows(record, record.every_target),  # type: ignore[attr-defined]
        "next_reading": queries.next_readings([record])[0],
        "add_reading": f"{reverse('outcomes:readings-add', args=[slug])}{query}",
        "add_target": f"{reverse('outcomes:targets-add', args=[slug])}{query}",
        "may_enter": allowed(request, actions.ENTER_READINGS),
    }


def _indicator_facts(record: Indicator) -> list[tuple[str, str]]:
    """What it is, with the baseline as one figure."""
    told = facts(record, Indicator, "definition", "measured", "unit", "direction")
    told.append((_("Baseline"), _baseline(record)))
    told += facts(record, Indicator, "method", "frequency", "owner", "counts_people")
    return told


def _baseline(record: Indicator) -> str:
    if record.baseline is None or record.baseline_on is None:
        return ""
    shown = figures.shown(record, record.baseline, record.baseline_out_of)
    told = _("%(figure)s on %(day)s") % {"figure": shown, "day": date_format(record.baseline_on)}
    return f"{told}, {record.baseline_source}" if record.baseline_source else told


def in_a_sentence(state: IndicatorState) -> str:
    """Where an indicator stands, in words."""
    indicator, reading = state.indicator, state.reading
    if reading is None:
        return _("Nobody has entered a reading yet.")
    told = {"value": figures.with_unit(indicator, reading.value), "period": reading.period}
    words = _("%(value)s in %(period)s") % told
    if state.target is None:
        return _("%(words)s; no target covers that period.") % {"words": words}
    expected = figures.with_unit(indicator, state.target.value)
    if not state.is_added_up:
        return _("%(words)s, against a target of %(target)s.") % {"words": words, "target": expected}
    return _(
        "%(words)s. %(total)s so far against %(target)s for %(whole)s; %(expected)s would be on course."
    ) % {
        "words": words,
        "total": figures.with_unit(indicator, state.value),
        "target": expected,
        "whole": state.target.period,
        "expected": figures.written(indicator, round(state.expected or 0, 0)),  # type: ignore[arg-type]
    }


def _rows(indicator: Indicator, rows: list[Any]) -> list[FigureRow]:
    known = {row.pk: row for row in rows}
    targets = in_force(indicator.every_target)  # type: ignore[attr-defined]
    return [_row(indicator, one, known, targets) for one in in_force(rows)]


def _row(indicator: Indicator, figure: Any, known: dict[int, Any], targets: list[Any]) -> FigureRow:
    # The relation was fetched with the indicator; asking the row for it would query again
    figure.indicator = indicator
    earlier, newer = [], figure
    while newer.replaces_id in known:
        older = known[newer.replaces_id]
        older.indicator = indicator
        earlier.append((_shown(older), newer.reason, newer))
        newer = older
    target = ""
    if isinstance(figure, Reading):
        own = target_for(figure, targets)
        target = _against(figure, own) if own is not None else ""
    return FigureRow(figure, _shown(figure), tuple(earlier), target)


def _against(reading: Reading, target: Any) -> str:
    """The target, with its period where that is not the reading's own."""
    told = figures.written(target.indicator, target.value)
    same = (target.starts_on, target.ends_on) == (reading.starts_on, reading.ends_on)
    return told if same else f"{told} ({target.period})"


def _shown(figure: Any) -> str:
    if isinstance(figure, Reading):
        return figures.reading_in_words(figure)
    return figures.with_unit(figure.indicator, figure.value)


def figure_page(request: HttpRequest, record: Any) -> dict[str, Any]:
    current = queries.in_force_of(record)
    own = ("source", "note") if isinstance(record, Reading) else ()
    told = [(_("Period"), record.period), (_("Figure"), _shown(record)), *facts(record, type(record), *own)]
    return {
        "facts": told,
        "shown": _shown(record),
        "replace_word": _("Correct") if isinstance(record, Reading) else _("Revise"),
        "older": record.replaces,
        "older_shown": _shown(record.replaces) if record.replaces_id else "",
        "current": current if current is not None and current.pk != record.pk else None,
        "current_shown": _shown(current) if current is not None else "",
    }
