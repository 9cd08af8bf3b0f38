"""Stakeholder grid: influence upwards, interest to the right, and what each quarter calls for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from . import palette
from .chart import Cell, Chart, Table, cell, columns, compose, key_of, nothing_yet
from .lettering import Wrapped, wrap
from .svg import circle, fitted, group, join, link, number, paragraph, path, quiet, rect, safe_href, text

_LEFT: Final = 44
_HALF: Final = 384
_INDENT: Final = 18
_LETTER: Final = 13
_LEADING: Final = 17


def usual_quarters() -> tuple[str, ...]:
    """What each quarter calls for, in reading order."""
    return (
        _("Keep satisfied"),
        _("Work closely with"),
        _("Keep in view"),
        _("Keep informed"),
    )


@dataclass(frozen=True)
class Stakeholder:
    """Someone with an interest, scored 1 to 5 on interest and on influence."""

    name: str
    interest: int
    influence: int
    href: str = ""
    uses_service: bool = False


@dataclass(frozen=True)
class Grid:
    """The stakeholders; a score of 3 and above counts as high."""

    title: str
    stakeholders: tuple[Stakeholder, ...]
    quarters: tuple[str, ...] = field(default_factory=usual_quarters)
    high_from: int = 3


@dataclass(frozen=True)
class _Quarter:
    name: str
    members: tuple[Stakeholder, ...]


def grid(subject: Grid) -> Chart:
    """Names listed in their quarter, strongest first: scores cluster, and lists never overlap as dots do."""
    key = key_of("grid", subject)
    heads = columns(_("Stakeholder"), _("#Interest"), _("#Influence"), _("Approach"))
    if not subject.stakeholders:
        message = _("No stakeholders yet. Add one with its interest and influence and it appears here.")
        return nothing_yet(key, title=subject.title, message=message, columns=heads)
    quarters = _quarters(subject)
    rows = [max(_need(q) for q in quarters[:2]), max(_need(q) for q in quarters[2:])]
    corners = [
        (_LEFT, 8.0),
        (_LEFT + _HALF + 8, 8.0),
        (_LEFT, rows[0] + 16),
        (_LEFT + _HALF + 8, rows[0] + 16),
    ]
    heights = [rows[0], rows[0], rows[1], rows[1]]
    floor = sum(rows) + 16
    return compose(
        key,
        quiet(_axes(floor)),
        *(_quarter(q, x, y, h) for q, (x, y), h in zip(quarters, corners, heights, strict=True)),
        title=subject.title,
        description=_sentence(quarters),
        table=Table(heads, tuple(_rows(quarters))),
        width=_LEFT + 2 * _HALF + 12,
        height=floor + 60,
        linked=any(safe_href(s.href) for s in subject.stakeholders),
    )


def _quarters(subject: Grid) -> list[_Quarter]:
    """In reading order: top left, top right, bottom left, bottom right."""
    found = []
    for place, name in enumerate(subject.quarters):
        members = [
            s
            for s in subject.stakeholders
            if (s.influence >= subject.high_from) is (place < 2)
            and (s.interest >= subject.high_from) is (place % 2 == 1)
        ]
        members.sort(key=lambda s: (-s.influence - s.interest, s.name))
        found.append(_Quarter(str(name), tuple(members)))
    return found


def _need(quarter: _Quarter) -> float:
    """Height for a heading and two columns of names."""
    (left, right), width = _sides(quarter), _item_width(quarter)
    return max(46 + max(sum(_item_height(s, width) for s in side) for side in (left, right)), 150)


def _sides(quarter: _Quarter) -> tuple[tuple[Stakeholder, ...], tuple[Stakeholder, ...]]:
    half = (len(quarter.members) + 1) // 2 if len(quarter.members) > 4 else len(quarter.members)
    return quarter.members[:half], quarter.members[half:]


def _item_width(quarter: _Quarter) -> float:
    """Half the quarter where names stand in two columns, else all of it."""
    return (_HALF - 32 - 20) / 2 if _sides(quarter)[1] else _HALF - 32


def _label(stakeholder: Stakeholder, width: float) -> Wrapped:
    return wrap(stakeholder.name, width - _INDENT - 38, _LETTER, most=2)


def _item_height(stakeholder: Stakeholder, width: float) -> float:
    return len(_label(stakeholder, width).lines) * _LEADING + 9


def _axes(floor: float) -> SafeString:
    middle = floor / 2 + 4
    up = text(0, 0, _("Influence"), size=14, anchor="middle", bold=True)
    right = text(_LEFT + _HALF + 4, floor + 24, _("Interest"), size=14, anchor="middle", bold=True)
    end = _LEFT + 2 * _HALF + 8
    filled = circle(_LEFT + 6, floor + 44, 4.5, fill=palette.ACCENT, stroke=palette.ACCENT, stroke_width=1.5)
    told = _("Uses the service. Figures after a name: influence · interest, each from 1 to 5.")
    note = text(_LEFT + 18, floor + 48, told, size=12, fill=palette.MUTED)
    arrows = f"M22 {number(floor)}V14m-4 5l4 -6l4 6M{_LEFT} {number(floor + 8)}H{end - 4}m-5 -4l6 4l-6 4"
    turned = f"translate(12 {number(middle)}) rotate(-90)"
    return join(
        group(up, transform=turned), right, path(arrows, stroke=palette.EDGE, width=1.25), filled, note
    )


def _quarter(quarter: _Quarter, x: float, y: float, height: float) -> SafeString:
    strong = y < 10 and x > _LEFT
    ground = rect(x, y, _HALF, height, fill=palette.ACCENT_PALE if strong else palette.WASH, radius=3)
    heading = text(x + 16, y + 26, quarter.name, size=15, bold=True)
    count = text(x + _HALF - 16, y + 26, str(len(quarter.members)), size=15, fill=palette.MUTED, anchor="end")
    names, width = [], _item_width(quarter)
    for side, members in enumerate(_sides(quarter)):
        foot = y + 52
        for stakeholder in members:
            names.append(_name(stakeholder, x + 16 + side * (width + 20), foot, width))
            foot += _item_height(stakeholder, width)
    return join(quiet(ground, heading, count), *names)


def _name(stakeholder: Stakeholder, x: float, y: float, width: float) -> SafeString:
    """People who use the service have a filled mark, others a hollow one."""
    filled = stakeholder.uses_service
    dot = circle(
        x + 5,
        y - 4.5,
        4.5 if filled else 4,
        fill=palette.ACCENT if filled else palette.PAPER,
        stroke=palette.ACCENT,
        stroke_width=1.5,
    )
    words = paragraph(
        x + _INDENT,
        y,
        _label(stakeholder, width),
        size=_LETTER,
        leading=_LEADING,
    )
    scores = fitted(
        x + width,
        y,
        f"{stakeholder.influence} · {stakeholder.interest}",
        40,
        size=12,
        fill=palette.MUTED,
        anchor="end",
    )
    told = _("%(name)s: influence %(influence)s, interest %(interest)s") % {
        "name": stakeholder.name,
        "influence": stakeholder.influence,
        "interest": stakeholder.interest,
    }
    return link(stakeholder.href, told, dot, words, scores) if stakeholder.href else join(dot, words, scores)


def _sentence(quarters: list[_Quarter]) -> str:
    counts = ", ".join(f"{q.name.lower()} {len(q.members)}" for q in quarters)
    return (
        _("Stakeholders by influence and interest, each from 1 to 5: %(counts)s.") % {"counts": counts}
        + " "
        + _("A filled mark is someone who uses the service.")
    )


def _rows(quarters: list[_Quarter]) -> Iterator[tuple[Cell, ...]]:
    for quarter in quarters:
        for s in quarter.members:
            yield cell(s.name, s.href), str(s.interest), str(s.influence), quarter.name
