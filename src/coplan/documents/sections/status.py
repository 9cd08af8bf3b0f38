"""Red, amber and green by rule: how each side of the work stands on a day.

Nobody chooses a colour. The rule stands beside it in the report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from coplan.documents.paper import Table
from coplan.documents.sections.figures import columns
from coplan.money import queries as money
from coplan.money.models import BudgetLine
from coplan.outcomes.queries import IndicatorState
from coplan.partnerships.models import Partnership
from coplan.planning.models import Milestone
from coplan.raid.models import Issue, Risk

RED, AMBER, GREEN, GREY = "red", "amber", "green", "grey"
A_MONTH = timedelta(days=30)
HIGH_IMPACT = 4


@dataclass(frozen=True)
class Status:
    """One side of the work, its colour, what it rests on and the rule."""

    side: str
    colour: str
    because: str
    rule: str


@dataclass(frozen=True)
class Work:
    """The rows the colours are worked out from."""

    partnership: Partnership
    today: date
    milestones: list[Milestone]
    risks: list[Risk]
    issues: list[Issue]
    lines: list[BudgetLine]
    indicators: list[IndicatorState]


def statuses(work: Work) -> list[Status]:
    return [_schedule(work), _risks(work), _issues(work), _budget(work), _indicators(work)]


def table(found: list[Status]) -> Table:
    names = {RED: _("Red"), AMBER: _("Amber"), GREEN: _("Green"), GREY: _("Not known")}
    heads = columns(_("Side of the work"), _(".Status"), _("*What it rests on"), _("*How the colour is set"))
    rows = tuple(((one.side,), (names[one.colour],), (one.because,), (one.rule,)) for one in found)
    return Table(_("Status by rule"), heads, rows)


def _schedule(work: Work) -> Status:
    late = [one for one in work.milestones if one.is_late(work.today)]
    long_late = [one for one in late if one.due_on < work.today - A_MONTH]
    colour = RED if long_late else AMBER if late else GREEN if work.milestones else GREY
    told = _("No milestone is set.") if not work.milestones else _("No milestone is late.")
    if late:
        told = _("Late: %(which)s.") % {"which": ", ".join(one.reference for one in late)}
    rule = _("Red if a milestone is more than 30 days late, amber if one is late at all.")
    return Status(_("Schedule"), colour, told, rule)


def _risks(work: Work) -> Status:
    accepted = work.partnership.risk_tolerance
    above = [one for one in work.risks if one.score > accepted]
    unminded = [
        one for one in work.risks if not one.owner_id or (one.review_on and one.review_on < work.today)
    ]
    colour = RED if above else AMBER if unminded else GREEN if work.risks else GREY
    told = _(
        "Open risks: %(open)s; above %(accepted)s: %(above)s; without owner or review overdue: %(unminded)s."
    ) % {
        "open": len(work.risks),
        "accepted": accepted,
        "above": len(above),
        "unminded": len(unminded),
    }
    rule = _("Red if a risk scores above %(accepted)s, amber if one has no owner or its review is overdue.")
    return Status(_("Risks"), colour, told, rule % {"accepted": accepted})


def _issues(work: Work) -> Status:
    overdue = [one for one in work.issues if one.due_on and one.due_on < work.today]
    grave = [one for one in overdue if one.impact >= HIGH_IMPACT]
    colour = RED if grave else AMBER if overdue else GREEN
    told = _("Open issues: %(open)s; past their day: %(overdue)s.") % {
        "open": len(work.issues),
        "overdue": len(overdue),
    }
    rule = _("Red if an issue of high impact is past its day, amber if any is.")
    return Status(_("Issues"), colour, told, rule)


def _budget(work: Work) -> Status:
    rule = _("Red if more than a tenth over budget, amber if over at all.")
    if not work.lines:
        return Status(_("Budget"), GREY, _("No budget is on record."), rule)
    standing = money.totals(work.today, work.lines).standing
    return Status(_("Budget"), standing.rag, f"{standing.words}.", rule)


def _indicators(work: Work) -> Status:
    off = sum(one.state.value == "off" for one in work.indicators)
    on = sum(one.state.value == "on" for one in work.indicators)
    colour = GREY if not off and not on else GREEN if not off else RED if off > on else AMBER
    told = _("On target: %(on)s; off target: %(off)s; not known: %(rest)s.") % {
        "on": on,
        "off": off,
        "rest": len(work.indicators) - on - off,
    }
    rule = _("Red if more indicators are off target than on, amber if any is off.")
    return Status(_("Results"), colour, told, rule)
