"""MS Project's XML, read and written: tasks, milestones, lengths and what waits for what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coplan.kit.forms import readable
from coplan.planning.drafts import Draft
from coplan.planning.models import Milestone
from coplan.planning.queries import Planned
from coplan.planning.waiting import stored

SPACE = "http://schemas.microsoft.com/project"
MOST_BYTES = 10 * 1024 * 1024
HOURS_A_DAY = 8
# A gap is written in tenths of a minute
_LAG_A_DAY = HOURS_A_DAY * 600
_FINISH_TO_START = "1"
# Tasks and milestones have numbers of their own; in the file each needs another
_MILESTONES_FROM = 1_000_000
_LENGTH = re.compile(r"PT(\d{1,7})H(?:(\d{1,2})M)?(?:[\d.]{1,6}S)?")
Node = ElementTree.Element


@dataclass(frozen=True)
class Read:
    """What a file holds, and what of it was left out, in sentences."""

    drafts: tuple[Draft, ...]
    notices: tuple[str, ...]


def read(content: bytes, stage: str) -> Read:
    """The tasks of a file. Raises ValidationError that says what to do."""
    nodes = [node for node in _root(content).iter(f"{{{SPACE}}}Task") if _of(node, "Name")]
    drafts, heading, others = [], "", 0
    for node in nodes:
        if _of(node, "Summary") == "1":
            # What stands over other tasks says what they belong to
            heading = _of(node, "Name") if _of(node, "OutlineLevel") != "0" else heading
            continue
        links = node.findall(f"{{{SPACE}}}PredecessorLink")
        kept = [link for link in links if _of(link, "Type") in ("", _FINISH_TO_START)]
        others += len(links) - len(kept)
        drafts.append(_draft(node, kept, stage, heading))
    known = {one.id for one in drafts}
    loose = sum(key not in known for one in drafts for key, _lag in one.after)
    return Read(tuple(_without(one, known) for one in drafts), tuple(_notices(others, loose)))


def _root(content: bytes) -> Node:
    if len(content) > MOST_BYTES:
        raise ValidationError(_("The file is larger than 10 MB. Bring in a part at a time."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(_("The file is not in UTF-8. Save it from MS Project as XML again.")) from None
    # Entities may unfold without end or read other files; no plan needs them
    if "<!" in re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL).replace("<![CDATA[", ""):
        raise ValidationError(_("The file declares a document type, which no plan needs. It was not read."))
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 (no document type, hence no entities)
    except ElementTree.ParseError:
        raise ValidationError(
            _("The file is not XML that can be read. Save the plan as XML and try again.")
        ) from None
    if root.tag != f"{{{SPACE}}}Project":
        raise ValidationError(_("This is not a plan of MS Project. Save it there as XML and try again."))
    return root


def _of(node: Node, name: str) -> str:
    return readable((node.findtext(f"{{{SPACE}}}{name}") or "").strip())


def _draft(node: Node, links: list[Node], stage: str, heading: str) -> Draft:
    is_milestone = _of(node, "Milestone") == "1"
    return Draft(
        id=_of(node, "UID"),
        title=" ".join(_of(node, "Name").split()),
        days=0 if is_milestone else _days(node),
        after=tuple((_of(link, "PredecessorUID"), _lag(link)) for link in links),
        stage=stage,
        workstream="" if is_milestone else heading[:80],
        due_on=_day(node) if is_milestone else None,
        is_milestone=is_milestone,
    )


def _days(node: Node) -> int:
    """Working days of eight hours, begun ones whole."""
    found = _LENGTH.fullmatch(_of(node, "Duration"))
    if found is None:
        told = _("“%(name)s”: its length cannot be read.") % {"name": _of(node, "Name")[:60]}
        raise ValidationError(told)
    hours, minutes = (int(part or 0) for part in found.groups())
    return -(-(hours * 60 + minutes) // (HOURS_A_DAY * 60))


def _lag(link: Node) -> int:
    text = _of(link, "LinkLag")
    return round(int(text) / _LAG_A_DAY) if re.fullmatch(r"-?\d{1,9}", text) else 0


def _day(node: Node) -> date | None:
    try:
        return date.fromisoformat(_of(node, "Finish")[:10])
    except ValueError:
        return None


def _without(one: Draft, known: set[str]) -> Draft:
    after = tuple(pair for pair in one.after if pair[0] in known)
    return Draft(one.id, one.title, one.days, after, one.stage, one.workstream, one.due_on, one.is_milestone)


def _notices(others: int, loose: int) -> list[str]:
    told = []
    if others:
        text = ngettext(
            "%(many)s link that is not from finish to start is left out.",
            "%(many)s links that are not from finish to start are left out.",
            others,
        )
        told.append(text % {"many": others})
    if loose:
        text = ngettext(
            "%(many)s link to a heading or to another plan is left out.",
            "%(many)s links to a heading or to another plan are left out.",
            loose,
        )
        told.append(text % {"many": loose})
    return told


def write(planned: Planned, name: str) -> bytes:
    """The whole plan with today's dates, to be opened in MS Project."""
    root = Node("Project", xmlns=SPACE)
    _put(root, "Name", name)
    _put(root, "MinutesPerDay", str(HOURS_A_DAY * 60))
    tasks = ElementTree.SubElement(root, "Tasks")
    for place, (key, record) in enumerate(planned.records.items(), 1):
        dated = planned.dates.by_key[key]
        start, finish = planned.shown(dated)
        is_milestone = isinstance(record, Milestone)
        node = ElementTree.SubElement(tasks, "Task")
        _put(node, "UID", str(_uid(key)))
        _put(node, "ID", str(place))
        _put(node, "Name", record.title)
        _put(node, "Milestone", str(int(is_milestone)))
        _put(node, "Start", f"{start.isoformat()}T{'17' if is_milestone else '09'}:00:00")
        _put(node, "Finish", f"{finish.isoformat()}T17:00:00")
        _put(node, "Duration", f"PT{0 if is_milestone else record.days * HOURS_A_DAY}H0M0S")
        _put(node, "PercentComplete", "100" if record.done_on else "0")
        for wait in stored(record.after):
            if wait.reference in planned.records:
                link = ElementTree.SubElement(node, "PredecessorLink")
                _put(link, "PredecessorUID", str(_uid(wait.reference)))
                _put(link, "Type", _FINISH_TO_START)
                _put(link, "LinkLag", str(wait.lag * _LAG_A_DAY))
                _put(link, "LagFormat", "7")
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _uid(reference: str) -> int:
    letter, number = reference.rsplit("-", 1)
    return int(number) + (_MILESTONES_FROM if letter == Milestone.letter else 0)


def _put(node: Node, name: str, text: str) -> None:
    ElementTree.SubElement(node, name).text = readable(text)
