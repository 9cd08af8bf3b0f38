"""What happened in a period: milestones, risks and issues, decisions, results and money."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from coplan.documents.paper import Block, Bullets, Figure, Heading, Paragraph, Table, Text, words
from coplan.documents.registry import Period
from coplan.documents.sections.figures import columns, compared, missing, sum_of
from coplan.documents.sections.plan import milestone_table
from coplan.documents.sections.risks import issue_table, risk_table, tolerance_words
from coplan.documents.sections.status import Work
from coplan.governance import queries as governance
from coplan.governance.models import MeetingState
from coplan.kit.templatetags.kit import day
from coplan.money import queries as money_queries
from coplan.outcomes import queries as outcomes
from coplan.raid.models import Issue, Risk

COMING = timedelta(days=90)


def milestones(work: Work, period: Period) -> Iterator[Block]:
    if not work.milestones:
        yield missing(
            work.partnership, _("No milestone is set."), _("Add a milestone"), "planning:milestones-add"
        )
        return
    reached = [one for one in work.milestones if one.done_on and period.start <= one.done_on <= period.end]
    late = [one for one in work.milestones if one.is_late(work.today)]
    waiting = [one for one in work.milestones if one.done_on is None and not one.is_late(work.today)]
    coming = [one for one in waiting if one.due_on <= work.today + COMING]
    for title, found, none in (
        (_("Reached in the period"), reached, _("No milestone was reached in the period.")),
        (_("Late"), late, _("No milestone is late.")),
        (_("Due in the next 90 days"), coming, _("No milestone is due in the next 90 days.")),
    ):
        yield milestone_table(title, found, work.today) if found else Paragraph((none,))


def risks_and_issues(work: Work) -> Iterator[Block]:
    yield Heading(_("Key risks"))
    yield Paragraph((tolerance_words(work.partnership, work.risks),))
    if work.risks:
        yield risk_table(work.risks[:10])
    else:
        yield missing(work.partnership, _("No open risk is on record."), _("Add a risk"), "raid:risks-add")
    yield Heading(_("Issues"))
    yield issue_table(work.issues) if work.issues else Paragraph((_("No issue is open."),))


def budget(work: Work) -> Iterator[Block]:
    if not work.lines:
        yield missing(
            work.partnership, _("No budget is on record."), _("Add a budget line"), "money:budget-add"
        )
        return
    totals = money_queries.totals(work.today, work.lines)
    rows: list[tuple[Text, ...]] = []
    for part in totals.by_year:
        lines = [line for line in work.lines if line.year == part.key]
        rows.append(_year(part.words, part.budget, part.spent, part.standing.words, lines))
    rows.append(_year(_("Total"), totals.budget, totals.spent, totals.standing.words, work.lines))
    heads = columns(_("Financial year"), _("#Budget"), _("#Spent"), _("*How it stands"))
    yield Table(_("Budget and spending"), heads, tuple(rows), total=True)
    if totals.spent_to:
        yield Paragraph((_("Spending is known up to %(day)s.") % {"day": day(totals.spent_to)},))
    yield from _explained(work)


def _explained(work: Work) -> Iterator[Block]:
    """The lines outside their tolerance, each with what was said about it."""
    found = money_queries.outside(work.today, work.lines)
    if not found:
        return
    heads = columns(_("*Line"), _(".Year"), _("*How it stands"), _("*Explanation"))
    rows: tuple[tuple[Text, ...], ...] = tuple(
        (
            (one.line.title,),
            (one.line.year_words,),
            (one.standing.words,),
            (one.explanation.text if one.explanation else _("Not explained yet"),),
        )
        for one in found
    )
    yield Table(_("Lines outside their tolerance"), heads, rows)


def _year(name: str, budget: Any, spent: Any, stands: str, lines: list[Any]) -> tuple[Text, ...]:
    to = max((line.spent_to for line in lines if line.spent_to), default=None)
    return (name,), (sum_of(budget, lines, to),), (sum_of(spent, lines, to),), (stands,)


def results(work: Work) -> Iterator[Block]:
    if not work.indicators:
        said = _("No indicator is on record, so results cannot be shown.")
        yield missing(work.partnership, said, _("Add an indicator"), "outcomes:indicators-add")
        return
    helped = outcomes.people_helped(work.today)
    counting = next((one.indicator for one in work.indicators if one.indicator.counts_people), None)
    if counting is not None:
        source = _("Readings of the indicators that count people, added up")
        figure = Figure(f"{helped.helped:,.0f}", source, counting.kind, counting.number)
        yield Paragraph(words(_("People helped so far: "), figure, *_people_aim(helped.target), "."))
    heads = columns(_("*Indicator"), _("Period"), _("#Reached"), _("#Target by then"), _("State"))
    yield Table(
        _("Latest readings against targets"), heads, tuple(_result(state) for state in work.indicators)
    )


def _people_aim(target: Any) -> Text:
    if target is None:
        return ()
    source = _("People to be helped in the whole pilot, from the partnership's details or its targets")
    return _(" of "), Figure(f"{target:,.0f}", source, page="outcomes:indicators"), _(" in the whole pilot")


def _result(state: Any) -> tuple[Text, ...]:
    reached, aim = compared(state)
    name = f"{state.indicator.name} ({state.indicator.unit})"
    return (name,), (state.reading.period if state.reading else "–",), reached, aim, (str(state.state.words),)


def changes(period: Period) -> Iterator[Block]:
    """What is new since the period began: risks, issues, closings and decisions."""
    begin = timezone.make_aware(datetime.combine(period.start, time.min))
    end = timezone.make_aware(datetime.combine(period.end + timedelta(days=1), time.min))
    within = (period.start, period.end)
    new_risks = Risk.objects.filter(created_at__gte=begin, created_at__lt=end)
    closed = [
        *Risk.objects.filter(closed_on__range=within),
        *Issue.objects.filter(closed_on__range=within),
    ]
    raised = Issue.objects.filter(raised_on__range=within)
    items = (
        *((_("New risk: %(label)s") % {"label": one.label},) for one in new_risks.order_by("number")),
        *((_("New issue: %(label)s") % {"label": one.label},) for one in raised.order_by("number")),
        *(
            (_("Closed: %(label)s. %(why)s") % {"label": one.label, "why": one.closing_reason},)
            for one in closed
        ),
        *_decisions(period),
    )
    yield Heading(_("New, closed and decided in the period"))
    yield Bullets(items) if items else Paragraph((_("Nothing was added, closed or decided."),))


def _decisions(period: Period) -> Iterator[Text]:
    held = governance.meetings_of_groups().filter(
        state=MeetingState.HELD, held_on__range=(period.start, period.end)
    )
    for meeting in held.order_by("held_on"):
        for line in meeting.decisions.splitlines():
            if line.strip():
                yield (_("%(meeting)s: %(decision)s") % {"meeting": meeting, "decision": line.strip()},)
