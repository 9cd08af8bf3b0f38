"""What the pages of an element, an indicator, a target and a reading show beside the facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from coplan.kit.access import allowed
from coplan.kit.charts import Ladder, Rung
from coplan.outcomes import actions, drawing, figures, queries
from coplan.outcomes.models import RANKS, Element, Indicator, Reading, Tier
from coplan.outcomes.progress import IndicatorState, OutcomeState, in_force, target_for


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
        told = str(tiers[rank + 1].label).lower()
        yield _("Add %(part)s it leads to") % {"part": told}, tiers[rank + 1].value, "after"
    if rank > 0:
        told = str(tiers[rank - 1].label).lower()
        yield _("Add %(part)s it rests on") % {"part": told}, tiers[rank - 1].value, "before"


def ladder_to_need(path: queries.PathToNeed) -> Ladder | None:
    """The way to the need as rungs; nothing where no need is reached."""
    if path.need is None:
        return None
    rungs = [Rung(_("Leads to"), one.title, href=one.get_absolute_url()) for one in path.via]
    if path.stakeholder is not None:
        rungs.append(Rung(_("For"), path.stakeholder.name, href=path.stakeholder.get_absolute_url()))
    rungs.append(Rung(_("Need"), path.need.title, href=path.need.get_absolute_url()))
    rungs += [
        Rung(_("Evidence"), one.what, source=one.source, dated=one.dated_on, href=one.get_absolute_url())
        for one in path.evidence
    ]
    return Ladder(_("Why it matters: down to the need and what shows it"), tuple(rungs))


def indicator_page(request: HttpRequest, record: Indicator) -> dict[str, Any]:
    slug = request.partnership.slug  # type: ignore[attr-defined]
    state = queries.indicator_state(record, request.standing.today)  # type: ignore[attr-defined]
    query = f"?indicator={record.number}"
    return {
        "state": state,
        "sentence": in_a_sentence(state),
        "chart": drawing.progress(record),
        "readings": list(reversed(_rows(record, record.every_reading))),  # type: ignore[attr-defined]
        "targets": _rows(record, record.every_target),  # type: ignore[attr-defined]
        "next_reading": queries.next_readings([record])[0],
        "add_reading": f"{reverse('outcomes:readings-add', args=[slug])}{query}",
        "add_target": f"{reverse('outcomes:targets-add', args=[slug])}{query}",
        "may_enter": allowed(request, actions.ENTER_READINGS),
    }


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
        target = figures.written(indicator, own.value) if own is not None else ""
    return FigureRow(figure, _shown(figure), tuple(earlier), target)


def _shown(figure: Any) -> str:
    if isinstance(figure, Reading):
        return figures.reading_in_words(figure)
    return figures.with_unit(figure.indicator, figure.value)


def figure_page(request: HttpRequest, record: Any) -> dict[str, Any]:
    current = queries.in_force_of(record)
    return {
        "shown": _shown(record),
        "older": record.replaces,
        "older_shown": _shown(record.replaces) if record.replaces_id else "",
        "current": current if current is not None and current.pk != record.pk else None,
        "current_shown": _shown(current) if current is not None else "",
    }
