"""The highlight report: progress, risks and issues, budget and results of a period, for the governance group.

Source: Ready for Business and the Scottish Government, Public Social Partnership How-to Guide, 3.13.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.documents import actions, queries
from coplan.documents.paper import Block, Bullets, Paper, Paragraph, Part
from coplan.documents.periods import last_quarter
from coplan.documents.registry import Document, Period, register
from coplan.documents.sections import progress, status, voices
from coplan.kit.shell import Section
from coplan.kit.templatetags.kit import day
from coplan.money import queries as money
from coplan.outcomes import queries as outcomes
from coplan.outcomes.queries import Period as Days
from coplan.partnerships.models import Partnership
from coplan.planning import queries as planning
from coplan.raid import queries as raid

CODE = "highlight-report"


def gather(partnership: Partnership, today: date, period: Period | None = None) -> Paper:
    """The report on a period, as the record stands today."""
    chosen = period or last_quarter(today)
    work = status.Work(
        partnership=partnership,
        today=today,
        milestones=list(planning.milestones()),
        risks=list(raid.open_risks()),
        issues=list(raid.open_issues()),
        lines=list(money.lines()),
        indicators=outcomes.indicator_states(today),
    )
    return Paper(
        code=CODE,
        title=_("Highlight report"),
        partnership=partnership.name,
        lead=partnership.summary,
        as_of=today,
        facts=((_("Period"), str(Days(chosen.start, chosen.end))),),
        parts=(
            Part("summary", _("Summary"), tuple(_summary(work))),
            Part("progress", _("Progress"), tuple(progress.milestones(work, chosen))),
            Part("risks", _("Risks and issues"), tuple(progress.risks_and_issues(work))),
            Part("budget", _("Budget"), tuple(progress.budget(work))),
            Part("results", _("Results"), tuple(progress.results(work))),
            *voices.part(today, (chosen.start, chosen.end)),
            Part("changes", _("What changed"), tuple(_changes(chosen))),
        ),
        is_short=True,
    )


def _summary(work: status.Work) -> Iterator[Block]:
    found = status.statuses(work)
    bad = [one for one in found if one.colour in (status.RED, status.AMBER)]
    if bad:
        yield Paragraph((_("What needs the group's attention:"),), lead=True)
        yield Bullets(tuple((f"{one.side}: {one.because}",) for one in bad))
    else:
        yield Paragraph((_("Nothing stands at red or amber."),), lead=True)
    yield status.table(found)


def _changes(period: Period) -> Iterator[Block]:
    earlier = queries.issued().filter(code=CODE, period_end__lt=period.start).first()
    if earlier is None:
        yield Paragraph((_("No earlier highlight report was issued."),))
    else:
        told = _("The last report, %(title)s, was issued on %(day)s.")
        yield Paragraph((told % {"title": earlier.title, "day": day(earlier.issued_at)},))
    yield from progress.changes(period)


DOCUMENT = register(
    Document(
        code=CODE,
        title=gettext_lazy("Highlight report"),
        purpose=gettext_lazy("Tells the governance group how the work stands, for one period."),
        guidance="highlight-report",
        action=actions.ISSUE_DOCUMENTS,
        gather=gather,
        section=Section.RUN,
        order=60,
        has_period=True,
    )
)
