"""Why: the need, what shows it, who agrees, and the outcomes aimed at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from coplan.documents.paper import (
    Block,
    Bullets,
    Figure,
    Heading,
    Missing,
    Paragraph,
    Picture,
    Table,
    paragraphs,
    words,
)
from coplan.documents.sections.figures import NONE, baseline, columns, missing, target
from coplan.kit.templatetags.kit import day
from coplan.need import queries as need_queries
from coplan.need.models import Need
from coplan.need.queries import NeedAgreement
from coplan.outcomes import drawing
from coplan.outcomes import queries as outcome_queries
from coplan.outcomes.models import OUTCOME_TIERS, Element, Indicator
from coplan.outcomes.queries import IndicatorState, in_force
from coplan.partnerships.models import Partnership


def blocks(partnership: Partnership, today: date) -> Iterator[Block]:
    yield Heading(_("Vision"))
    if partnership.vision:
        yield from paragraphs(partnership.vision)
    else:
        said = _("The partnership has not written down its vision.")
        yield missing(partnership, said, _("Write the vision"), "partnerships:details")
    yield from _needs(partnership, today)
    yield from objectives(partnership, today)


def _needs(partnership: Partnership, today: date) -> Iterator[Block]:
    needs = list(need_queries.needs())
    if not needs:
        yield Heading(_("The need"))
        said = _("No need has been written down, so there is nothing yet that this would answer.")
        yield missing(partnership, said, _("Write the need"), "need:needs-add")
    for agreement in need_queries.agreements(needs, today):
        yield from _need(partnership, agreement)


def _need(partnership: Partnership, agreement: NeedAgreement) -> Iterator[Block]:
    need = agreement.need
    yield Heading(_("The need: %(title)s") % {"title": need.title})
    yield from paragraphs(need.description)
    if need.trigger:
        yield Paragraph((_("What set this off: %(trigger)s") % {"trigger": need.trigger},))
    yield from _who(need)
    shown = need.shown_by  # type: ignore[attr-defined]
    if shown:
        rows = tuple(((one.what,), (one.source,), (one.said_by,), (day(one.dated_on),)) for one in shown)
        heads = columns(_("*What it shows"), _("Source"), _("Who says so"), _("Date"))
        yield Table(_("Evidence of this need"), heads, rows)
    else:
        said = _("No evidence of this need has been put on record.")
        yield missing(partnership, said, _("Add evidence"), "need:evidence-add")
    yield from _agreement(agreement)


def _who(need: Need) -> Iterator[Block]:
    if not need.affected and not need.people:
        return
    people = Figure(f"{need.people:,}", need.label, need.kind, need.number) if need.people else None
    told = _("Who is affected: %(who)s.") % {"who": need.affected.rstrip(".")} if need.affected else ""
    if people is None:
        yield Paragraph((told,))
    else:
        yield Paragraph(words(told, " " if told else "", _("People affected: "), people, "."))


def _agreement(agreement: NeedAgreement) -> Iterator[Block]:
    agreed = ", ".join(str(view.partner) for view in agreement.agreed)
    waiting = ", ".join(str(view.partner) for view in agreement.waiting)
    if agreed:
        yield Paragraph(
            (_("Partners who agree to this need as it reads now: %(names)s.") % {"names": agreed},)
        )
    if waiting:
        said = _("These partners have not agreed to the need as it reads now: %(names)s.") % {
            "names": waiting
        }
        yield Missing(said, agreement.need.get_absolute_url(), _("See the need"))


def objectives(partnership: Partnership, today: date) -> Iterator[Block]:
    """The outcomes with how each is known, and the logic model."""
    yield Heading(_("Objectives: the outcomes we aim for"))
    found = list(outcome_queries.elements())
    outcomes = [one for one in outcome_queries.in_columns(found) if one.tier in OUTCOME_TIERS]
    if not outcomes:
        said = _("No outcome has been set.")
        yield missing(partnership, said, _("Add an outcome"), "outcomes:elements-add")
        return
    heads = columns(_("*Outcome"), _("When"), _("For whom"), _("National outcome"))
    yield Table(_("Outcomes"), heads, tuple(_outcome(one) for one in outcomes))
    yield from _untied(outcomes)
    indicators = list(outcome_queries.indicators())
    yield from _measures(partnership, outcomes, indicators)
    states: dict[int, tuple[IndicatorState, ...]] = {}
    for one in indicators:
        state = outcome_queries.indicator_state(one, today)
        states[one.outcome_id] = (*states.get(one.outcome_id, ()), state)
    links = outcome_queries.live_links().values_list("source_id", "target_id")
    yield Picture(drawing.logic_model(found, links, states, slug=partnership.slug))


def _outcome(one: Element) -> tuple[tuple[str, ...], ...]:
    group = str(one.stakeholder) if one.stakeholder_id else NONE
    national = one.get_national_outcome_display() if one.national_outcome else NONE
    return (one.title,), (one.get_tier_display(),), (group,), (national,)


def _untied(outcomes: list[Element]) -> Iterator[Missing]:
    for one in outcomes:
        if one.missing_ties:
            said = _("Outcome %(label)s does not name %(ties)s.") % {
                "label": one.label,
                "ties": ", ".join(one.missing_ties),
            }
            yield Missing(said, one.get_absolute_url(), _("Complete the outcome"))


def _measures(
    partnership: Partnership, outcomes: list[Element], indicators: list[Indicator]
) -> Iterator[Block]:
    known = {one.outcome_id for one in indicators}
    bare = [one for one in outcomes if one.pk not in known]
    if indicators:
        heads = columns(_("*How we will know"), _("#Start"), _("#Target"), _("How often"))
        yield Table(_("Indicators"), heads, tuple(_measure(one) for one in indicators))
    no_start = [one for one in indicators if one.baseline_value is None]
    for one in no_start:
        said = _("Indicator %(label)s has no baseline.") % {"label": one.label}
        yield Missing(said, one.get_absolute_url(), _("Add the baseline"))
    if bare:
        yield Bullets(tuple((_("No indicator: %(title)s") % {"title": one.title},) for one in bare))
        said = _("%(count)s outcomes have no indicator.") % {"count": len(bare)}
        if len(bare) == 1:
            said = _("One outcome has no indicator.")
        yield missing(partnership, said, _("Add an indicator"), "outcomes:indicators-add")


def _measure(indicator: Indicator) -> tuple[tuple[str | Figure, ...], ...]:
    targets = in_force(indicator.every_target)  # type: ignore[attr-defined]
    last = targets[-1] if targets else None
    aim = target(indicator, last.value if last else None, last.period if last else "")
    return (
        (f"{indicator.name} ({indicator.unit})",),
        baseline(indicator),
        aim,
        (indicator.get_frequency_display(),),
    )
