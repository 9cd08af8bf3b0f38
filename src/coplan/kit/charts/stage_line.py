"""Stage line: the stages of a partnership as steps, with a gate after each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import palette
from .chart import Cell, Chart, Table, cell, columns, compose, key_of, nothing_yet
from .figures import written
from .svg import circle, fitted, group, join, line, link, number, path, quiet, safe_href, text

_STEP: Final = 184
_EDGE: Final = 66
_LINE: Final = 62
_DOT: Final = 15


class StageState(Enum):
    """Where a stage stands."""

    DONE = "done"
    CURRENT = "current"
    NEXT = "next"


class GateState(Enum):
    """What a gate decided."""

    PASSED = "passed"
    CONDITIONS = "conditions"
    STOPPED = "stopped"
    OPEN = "open"


STAGE_WORDS: Final = {
    StageState.DONE: gettext_lazy("Done"),
    StageState.CURRENT: gettext_lazy("Now"),
    StageState.NEXT: gettext_lazy("Not started"),
}
GATE_WORDS: Final = {
    GateState.PASSED: gettext_lazy("Gate passed"),
    GateState.CONDITIONS: gettext_lazy("Passed with conditions"),
    GateState.STOPPED: gettext_lazy("Stopped at gate"),
    GateState.OPEN: gettext_lazy("Gate open"),
}
_GATE_COLOURS: Final = {
    GateState.PASSED: palette.GOOD,
    GateState.CONDITIONS: palette.WARN,
    GateState.STOPPED: palette.BAD,
    GateState.OPEN: palette.PAPER,
}
_GATE_MARKS: Final = {
    GateState.PASSED: "M-4.5 0.5l3.2 3.5l6 -7",
    GateState.CONDITIONS: "M0 -5v6M0 4v0.8",
    GateState.STOPPED: "M-3.5 -3.5l7 7M3.5 -3.5l-7 7",
    GateState.OPEN: "",
}


@dataclass(frozen=True)
class Gate:
    """The gate at the end of a stage: decided on `on`, or due then while it is open."""

    state: GateState
    on: date | None = None
    href: str = ""


@dataclass(frozen=True)
class Stage:
    """One stage with its dates; `gate` is the one that ends it."""

    name: str
    state: StageState
    start: date | None = None
    end: date | None = None
    gate: Gate | None = None
    href: str = ""


@dataclass(frozen=True)
class StageLine:
    """The stages in order."""

    title: str
    stages: tuple[Stage, ...]


def stage_line(subject: StageLine) -> Chart:
    """Done stages are ticked, the current one is filled and ringed, later ones are hollow."""
    key = key_of("stage-line", subject)
    heads = columns(_("Stage"), _("State"), _("From"), _("To"), _("Gate"), _("Gate date"))
    if not subject.stages:
        message = _("No stages yet. Start the first stage to see the way ahead.")
        return nothing_yet(key, title=subject.title, message=message, columns=heads)
    places = [float(_EDGE + index * _STEP) for index in range(len(subject.stages))]
    ends = _STEP / 2 if subject.stages[-1].gate else 0
    parts = [
        join(_stage(stage, x), _gate(stage.gate, x + _STEP / 2) if stage.gate else "")
        for stage, x in zip(subject.stages, places, strict=True)
    ]
    linked = any(safe_href(s.href) or (s.gate and safe_href(s.gate.href)) for s in subject.stages)
    return compose(
        key,
        quiet(_rails(subject, places)),
        *parts,
        title=subject.title,
        description=_sentence(subject),
        table=Table(heads, tuple(_rows(subject))),
        width=places[-1] + ends + _EDGE,
        height=136,
        linked=linked,
    )


def _rails(subject: StageLine, places: list[float]) -> SafeString:
    """The line between steps: solid where passed, dashed where still to come."""
    parts = []
    for stage, x in zip(subject.stages, places, strict=True):
        last = stage is subject.stages[-1]
        if last and not stage.gate:
            continue
        done = stage.state is StageState.DONE
        reach = x + (_STEP / 2 if last else _STEP)
        parts.append(
            line(
                x,
                _LINE,
                reach,
                _LINE,
                stroke=palette.ACCENT if done else palette.RULE,
                width=3 if done else 2,
            )
        )
    return join(*parts)


def _stage(stage: Stage, x: float) -> SafeString:
    current = stage.state is StageState.CURRENT
    ink = palette.MUTED if stage.state is StageState.NEXT else palette.INK
    name = fitted(x, _LINE + 44, stage.name, _STEP - 60, size=16, fill=ink, anchor="middle", bold=current)
    under = text(x, _LINE + 63, _when(stage), size=12, fill=palette.MUTED, anchor="middle")
    words = f"{stage.name}: {STAGE_WORDS[stage.state]}"
    drawn = join(_dot(stage.state, x), name, under)
    return link(stage.href, words, drawn) if stage.href else drawn


def _dot(state: StageState, x: float) -> SafeString:
    if state is StageState.NEXT:
        return circle(x, _LINE, _DOT - 1, fill=palette.PAPER, stroke=palette.EDGE, stroke_width=2)
    if state is StageState.CURRENT:
        ring = circle(x, _LINE, _DOT + 4, fill=palette.PAPER, stroke=palette.ACCENT, stroke_width=2.5)
        return join(ring, circle(x, _LINE, _DOT - 3))
    tick = path(
        f"M{number(x - 6)} {_LINE}l4.5 5l8 -9.5", stroke=palette.PAPER, width=2.5, cap="round", join_="round"
    )
    return join(circle(x, _LINE, _DOT), tick)


def _when(stage: Stage) -> str:
    if stage.state is StageState.CURRENT and stage.start:
        return _("Since %(date)s") % {"date": written(stage.start)}
    if stage.state is StageState.DONE and stage.end:
        return written(stage.end)
    if stage.state is StageState.NEXT and stage.start:
        return _("From %(date)s") % {"date": written(stage.start)}
    return str(STAGE_WORDS[stage.state])


def _gate(gate: Gate, x: float) -> SafeString:
    """A diamond on the line with its decision and date above it."""
    hollow = gate.state is GateState.OPEN
    diamond = path(
        f"M{number(x - 13)} {_LINE}l13 -13l13 13l-13 13z",
        fill=_GATE_COLOURS[gate.state],
        stroke=palette.EDGE if hollow else palette.PAPER,
        width=2,
    )
    mark = _GATE_MARKS[gate.state]
    sign = _sign(mark, x) if mark else ""
    high = _LINE - (38 if gate.on else 22)
    decided = fitted(x, high, str(GATE_WORDS[gate.state]), _STEP - 24, size=12, anchor="middle")
    when = (
        text(x, _LINE - 22, written(gate.on), size=12, fill=palette.MUTED, anchor="middle") if gate.on else ""
    )
    drawn = join(diamond, sign, decided, when)
    named = f"{GATE_WORDS[gate.state]}, {written(gate.on)}" if gate.on else str(GATE_WORDS[gate.state])
    return link(gate.href, named, drawn) if gate.href else drawn


def _sign(commands: str, x: float) -> SafeString:
    """A white sign at the middle of a gate."""
    return group(
        path(commands, stroke=palette.PAPER, width=2.25, cap="round", join_="round"),
        transform=f"translate({number(x)} {_LINE})",
    )


def _sentence(subject: StageLine) -> str:
    current = next((s for s in subject.stages if s.state is StageState.CURRENT), None)
    done = sum(1 for s in subject.stages if s.state is StageState.DONE)
    counted = {"done": done, "all": len(subject.stages)}
    if not current:
        return _("%(done)s of %(all)s stages done.") % counted
    words = _("Now in %(stage)s; %(done)s of %(all)s stages done.") % (counted | {"stage": current.name})
    if current.gate and current.gate.on and current.gate.state is GateState.OPEN:
        words += " " + _("Next gate on %(date)s.") % {"date": written(current.gate.on)}
    return words


def _rows(subject: StageLine) -> Iterator[tuple[Cell, ...]]:
    for stage in subject.stages:
        gate = stage.gate
        yield (
            cell(stage.name, stage.href),
            str(STAGE_WORDS[stage.state]),
            written(stage.start) if stage.start else "–",
            written(stage.end) if stage.end else "–",
            cell(str(GATE_WORDS[gate.state]), gate.href) if gate else "–",
            written(gate.on) if gate and gate.on else "–",
        )
