"""What was considered and how the choice was made: the parts that partners write in their own words."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from coplan.documents.paper import Block, Heading, Paragraph, paragraphs
from coplan.documents.registry import Wording
from coplan.documents.sections.figures import missing
from coplan.kit.templatetags.kit import day
from coplan.partnerships import gates
from coplan.partnerships.models import Partnership
from coplan.pilots.models import Pilot


def written(
    partnership: Partnership, document: str, wording: Wording, texts: dict[str, str]
) -> Iterator[Block]:
    """The partnership's own words for a part, or plainly that there are none."""
    yield Heading(str(wording.title))
    text = texts.get(wording.part, "")
    if text:
        yield from paragraphs(text)
        return
    said = _("Not written yet: %(what)s.") % {"what": _lower(str(wording.title))}
    yield missing(partnership, said, _("Write it"), "documents:write", document, wording.part)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def service(partnership: Partnership, pilot: Pilot | None) -> Iterator[Block]:
    """The service that is proposed."""
    yield Heading(_("The service we propose to pilot"))
    if pilot is None:
        yield missing(partnership, _("No pilot is on record."), _("Describe the pilot"), "pilots:pilots-add")
    elif pilot.service:
        yield from paragraphs(pilot.service)
    else:
        said = _("The pilot's service has not been described.")
        yield missing(partnership, said, _("Describe the service"), "pilots:pilots-edit", pilot.number)


def decisions(partnership: Partnership) -> Iterator[Block]:
    """What was decided at the gates so far, and by whom."""
    taken = gates.decisions_in_force(partnership).values()
    if not taken:
        return
    yield Heading(_("The partnership's decisions so far"))
    for gate in sorted(taken, key=lambda one: (one.decided_on, one.number)):
        told = _("Gate before %(stage)s, %(day)s: %(decision)s. Decided by %(who)s.") % {
            "stage": str(gate.get_stage_display()).lower(),
            "day": day(gate.decided_on),
            "decision": str(gate.get_decision_display()).lower(),
            "who": gate.decided_by.rstrip("."),
        }
        yield Paragraph((f"{told} {gate.reasons}",))
        if gate.conditions:
            yield Paragraph((_("Conditions: %(text)s") % {"text": gate.conditions},))
