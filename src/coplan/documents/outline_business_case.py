"""The outline business case: six parts that ask the partners for leave to pilot.

Source: Ready for Business and the Scottish Government, Public Social Partnership How-to Guide, 4.5.4.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.documents import actions, queries
from coplan.documents.paper import Block, Paper, Part
from coplan.documents.registry import Document, Wording, register
from coplan.documents.sections import costs, options, plan, rationale, risks, voices
from coplan.kit.shell import Section
from coplan.kit.templatetags.kit import day
from coplan.need.queries import asked_partners
from coplan.partnerships.models import Partnership
from coplan.pilots import queries as pilots

CODE = "outline-business-case"

DECISION = Wording(
    "decision",
    gettext_lazy("What the partners are asked to decide"),
    gettext_lazy(
        "One or two sentences a reader can say yes or no to, for example: to run the pilot as described "
        "and to put in what each partner has offered."
    ),
)
CONSIDERED = Wording(
    "options",
    gettext_lazy("The options considered, doing nothing among them"),
    gettext_lazy(
        "A paragraph for each option: what it is, what it would change for people, what it would cost and "
        "risk beside the others. Begin with doing nothing."
    ),
)
CHOSEN = Wording(
    "preferred",
    gettext_lazy("How the preferred option was chosen"),
    gettext_lazy("Who took part, by which criteria the options were judged, and why this one came first."),
)


def gather(partnership: Partnership, today: date, period: object = None) -> Paper:
    """The whole case as the record stands today."""
    texts = queries.texts(CODE)
    every_pilot = list(pilots.pilots())
    current = pilots.current_pilot(today)

    def own(wording: Wording) -> tuple[Block, ...]:
        return tuple(options.written(partnership, CODE, wording, texts))

    return Paper(
        code=CODE,
        title=_("Outline business case"),
        partnership=partnership.name,
        lead=partnership.summary,
        as_of=today,
        facts=_facts(partnership, today),
        parts=(
            Part(
                "rationale",
                _("Rationale and objectives"),
                (*own(DECISION), *rationale.blocks(partnership, today)),
            ),
            Part("options", _("Options"), own(CONSIDERED)),
            Part("costs", _("Costs and benefits"), tuple(costs.blocks(partnership, today))),
            Part("risks", _("Risk assessment"), tuple(risks.assessment(partnership, today))),
            Part(
                "preferred",
                _("Preferred option"),
                (*own(CHOSEN), *options.service(partnership, current), *options.decisions(partnership)),
            ),
            Part("plan", _("Pilot plan"), tuple(plan.blocks(partnership, today, every_pilot))),
            *voices.part(today),
        ),
    )


def _facts(partnership: Partnership, today: date) -> tuple[tuple[str, str], ...]:
    partners = "; ".join(str(partner) for partner in asked_partners(today))
    found = [(_("Partners asked to sign it off"), partners or _("None on record"))]
    if partnership.place_names:
        found.append((_("Council areas"), ", ".join(partnership.place_names)))
    if partnership.formed_on:
        found.append((_("Partnership formed"), day(partnership.formed_on)))
    return tuple(found)


DOCUMENT = register(
    Document(
        code=CODE,
        title=gettext_lazy("Outline business case"),
        purpose=gettext_lazy("Asks the partners for leave to pilot the service that was designed."),
        guidance="business-case",
        action=actions.ISSUE_DOCUMENTS,
        gather=gather,
        section=Section.DESIGN,
        order=40,
        is_signed=True,
        wordings=(DECISION, CONSIDERED, CHOSEN),
    )
)
