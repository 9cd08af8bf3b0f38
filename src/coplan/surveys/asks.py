"""The questions of a survey as they are put: measures taken apart into their items, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from coplan.engines import surveys as engine
from coplan.packs.items import Measure
from coplan.surveys.models import WRITTEN, Question, Scorer, Sort

# On a page of the standard layout; a measure is never spread over two
MOST_A_PAGE = 3


@dataclass(frozen=True)
class Ask:
    """One thing that is asked. `key` is where its answer is kept, and never changes."""

    key: str
    question: Question
    sort: str
    text: str
    easy_text: str
    choices: tuple[tuple[int, str], ...] = ()
    low: int = 0
    high: int = 0
    low_label: str = ""
    high_label: str = ""
    better: str = ""
    measure: Measure | None = None
    bands: tuple[engine.Band, ...] = ()
    intro: str = ""

    @property
    def required(self) -> bool:
        return self.question.required

    @property
    def is_written(self) -> bool:
        return self.sort in WRITTEN

    @property
    def is_staffs(self) -> bool:
        """Only those who type in answers see it."""
        return self.sort == Sort.SCORE and self.question.scored_by != Scorer.PERSON

    @property
    def has_mean(self) -> bool:
        """Whether its numbers may be added: the labels of a tested item only stand in order."""
        return self.sort in {Sort.SCALE, Sort.NUMBER, Sort.SCORE} and not self.choices

    @property
    def values(self) -> tuple[int, ...]:
        """Every answer there can be, where they can be counted."""
        if self.choices:
            return tuple(value for value, _label in self.choices)
        if self.sort == Sort.SCALE:
            return tuple(range(self.low, self.high + 1))
        return ()

    def label_of(self, value: Any) -> str:
        """An answer in words."""
        if isinstance(value, list):
            return ", ".join(self.label_of(one) for one in value)
        return dict(self.choices).get(value, str(value))


@dataclass(frozen=True)
class Total:
    """The score of a measure whose items are added up."""

    key: str
    measure: Measure
    asks: tuple[Ask, ...]
    scale: engine.Scale
    bands: tuple[engine.Band, ...] = ()

    @property
    def text(self) -> str:
        return self.measure.name

    @property
    def better(self) -> str:
        return self.measure.items[0].better

    def of(self, given: dict[str, Any]) -> float | None:
        """The score of one person's answers."""
        items = zip(self.scale.items, self.asks, strict=True)
        return engine.score(self.scale, {item.code: given.get(ask.key) for item, ask in items})


def asks_of(questions: Iterable[Question]) -> list[Ask]:
    """Everything that is asked, in order."""
    return [ask for question in questions for ask in _asks(question)]


def _asks(question: Question) -> Iterable[Ask]:
    measure = question.as_measure if question.sort == Sort.MEASURE else None
    if measure is not None:
        for at, item in enumerate(measure.items):
            yield Ask(
                key=f"{question.number}.{item.code}",
                question=question,
                sort=Sort.ONE if item.choices else Sort.SCALE,
                text=item.text,
                easy_text=item.text,
                choices=tuple((one.score, one.label) for one in item.choices),
                low=item.low,
                high=item.high,
                low_label=item.low_label,
                high_label=item.high_label,
                better=item.better,
                measure=measure,
                bands=tuple(engine.Band(one.name, one.low, one.high) for one in item.bands),
                intro="" if at else measure.introduction,
            )
        return
    yield Ask(
        key=str(question.number),
        question=question,
        sort=question.sort,
        text=question.text,
        easy_text=question.easy_text or question.text,
        choices=tuple(enumerate(question.options, 1)),
        low=question.low or 0,
        high=question.high or 0,
        low_label=question.low_label,
        high_label=question.high_label,
        better=question.better,
    )


def totals_of(asks: Sequence[Ask]) -> list[Total]:
    """The scores of the measures that have one."""
    found = []
    for question in dict.fromkeys(ask.question for ask in asks):
        mine = tuple(ask for ask in asks if ask.question == question)
        measure = mine[0].measure
        if measure is not None and measure.scoring == "sum":
            items = tuple(engine.Item(one.code, one.low, one.high) for one in measure.items)
            scale = engine.Scale(items, "sum")
            found.append(Total(f"{question.number}.total", measure, mine, scale))
    return found


def pages_of(asks: Iterable[Ask], *, easy: bool) -> list[list[Ask]]:
    """What stands together on one page: one question in Easy Read, else a measure or a few questions."""
    pages: list[list[Ask]] = []
    for ask in asks:
        if ask.is_staffs:
            continue
        last = pages[-1] if pages else None
        if last is not None and not easy and _together(last, ask):
            last.append(ask)
        else:
            pages.append([ask])
    return pages


def _together(page: list[Ask], ask: Ask) -> bool:
    if ask.measure is not None or page[-1].measure is not None:
        return ask.question == page[-1].question
    return len(page) < MOST_A_PAGE
