"""Risks and issues, worst first, against what the group accepts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from coplan.documents.paper import Block, Heading, Missing, Paragraph, Picture, Table, Text
from coplan.documents.sections.figures import NONE, columns, missing, owner
from coplan.kit import charts
from coplan.kit.templatetags.kit import day
from coplan.partnerships.models import Partnership
from coplan.raid import queries
from coplan.raid.models import BANDS, Issue, Risk


def assessment(partnership: Partnership, today: date) -> Iterator[Block]:
    """Every open risk with its plan; for the business case."""
    risks = list(queries.open_risks())
    if not risks:
        said = _("No open risk is on record, which is more likely an oversight than good fortune.")
        yield missing(partnership, said, _("Add a risk"), "raid:risks-add")
        return
    yield Paragraph((tolerance_words(partnership, risks),))
    yield Picture(heat_map(partnership, risks, today))
    yield risk_table(risks)
    for risk in risks:
        lacks = [label for label, there in ((_("plan"), risk.plan), (_("owner"), risk.owner_id)) if not there]
        if lacks:
            said = _("%(label)s has no %(lacks)s.") % {
                "label": risk.label,
                "lacks": _(" and no ").join(lacks),
            }
            yield Missing(said, risk.get_absolute_url(), _("Complete the risk"))


def tolerance_words(partnership: Partnership, risks: list[Risk]) -> str:
    above = sum(risk.score > partnership.risk_tolerance for risk in risks)
    return _("Open risks: %(open)s. Above the score of %(tolerance)s that the group accepts: %(above)s.") % {
        "open": len(risks),
        "tolerance": partnership.risk_tolerance,
        "above": above,
    }


def risk_table(risks: list[Risk]) -> Table:
    heads = columns(_("*Risk"), _("Level"), _("*What we do about it"), _("Owner"), _("Review"))
    return Table(_("Open risks, worst first"), heads, tuple(_risk(risk) for risk in risks))


def _risk(risk: Risk) -> tuple[Text, ...]:
    level = f"{risk.score} {risk.band.name} ({risk.probability} × {risk.impact})"
    return (
        (risk.label,),
        (level,),
        (risk.plan or _("No plan yet"),),
        owner(risk),
        (day(risk.review_on) or NONE,),
    )


def issue_table(issues: list[Issue]) -> Table:
    heads = columns(_("*Issue"), _("Impact"), _("*What we do about it"), _("Owner"), _("Resolve by"))
    rows = tuple(
        (
            (issue.label,),
            (str(issue.get_impact_display()),),
            (issue.plan or _("No plan yet"),),
            owner(issue),
            (day(issue.due_on) or NONE,),
        )
        for issue in issues
    )
    return Table(_("Open issues"), heads, rows)


def heat_map(partnership: Partnership, risks: list[Risk], today: date) -> charts.Chart:
    counted: dict[tuple[int, int], int] = {}
    for risk in risks:
        place = (risk.probability, risk.impact)
        counted[place] = counted.get(place, 0) + 1
    cells = tuple(charts.HeatCell(*place, many) for place, many in sorted(counted.items()))
    title = str(_("Open risks by probability and impact"))
    return charts.heat_map(
        charts.HeatMap(title=title, cells=cells, bands=BANDS, tolerance=partnership.risk_tolerance)
    )


def heading() -> Heading:
    return Heading(_("Risks"))
