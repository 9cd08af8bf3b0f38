"""What the answers to a survey come to: by question and round, the change of pairs, and by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coplan.engines import surveys as engine
from coplan.engines.surveys import Change, Mean, Unsaid
from coplan.surveys.asks import Ask, Total, asks_of, totals_of
from coplan.surveys.models import Answer, Moment, Sort, Survey, Wave
from coplan.surveys.queries import Round, questions_of, rounds_of


@dataclass(frozen=True, slots=True)
class Row:
    """One person's answers without their words."""

    code: str
    given: dict[str, Any]


@dataclass(frozen=True)
class Part:
    """One question, or the score of a measure, in one round."""

    wave: Wave
    many: int
    counts: dict[Any, int]
    mean: Mean | Unsaid | None
    bands: tuple[tuple[str, int], ...]
    shown: bool


@dataclass(frozen=True)
class GroupLine:
    """One group in one round; without figures where it is hidden."""

    group: str
    wave: Wave
    many: int | None
    mean: Mean | Unsaid | None
    counts: dict[Any, int]


@dataclass(frozen=True)
class Finding:
    """Everything that is said of one question or score."""

    asked: Ask | Total
    parts: tuple[Part, ...]
    changes: tuple[tuple[Wave, Change | Unsaid], ...] = ()
    groups: tuple[GroupLine, ...] = ()

    @property
    def key(self) -> str:
        return self.asked.key

    @property
    def has_mean(self) -> bool:
        return isinstance(self.asked, Total) or self.asked.has_mean

    @property
    def sentences(self) -> list[str]:
        """The change up to each later round, in plain English; none where nobody was asked twice."""
        told = [(wave, self._in_words(change)) for wave, change in self.changes]
        if len(told) < 2:
            return [words for _wave, words in told]
        return [f"{wave.name}: {words}" for wave, words in told]

    def _in_words(self, change: Change | Unsaid) -> str:
        if isinstance(change, Unsaid):
            return _("%(many)s people answered both times: too few to say what changed. It takes 10.") % {
                "many": change.many
            }
        return change_in_words(self.asked.better, change, in_order=not self.has_mean)


@dataclass
class Results:
    """The answers of a survey, read once."""

    survey: Survey
    rounds: list[Round]
    asks: list[Ask]
    rows: dict[int, list[Row]] = field(default_factory=dict)

    @cached_property
    def totals(self) -> list[Total]:
        return totals_of(self.asks)

    @cached_property
    def figures(self) -> list[Ask | Total]:
        """What has a result: written answers and dates have none; a score follows its items."""
        found: list[Ask | Total] = []
        after = {total.asks[-1].key: total for total in self.totals}
        for ask in self.asks:
            if not ask.is_written and ask.sort != Sort.DATE:
                found.append(ask)
            if ask.key in after:
                found.append(after[ask.key])
        return found

    def figure(self, key: str) -> Ask | Total | None:
        return next((one for one in self.figures if one.key == key), None)

    @property
    def grouping(self) -> list[Ask]:
        return [ask for ask in self.asks if ask.question.groups_results]

    @property
    def before(self) -> Wave | None:
        return next((one.wave for one in self.rounds if one.wave.moment == Moment.BEFORE), None)

    def of(self, wave: Wave) -> list[Row]:
        return self.rows.get(wave.pk, [])

    def pairs(self, asked: Ask | Total, after: Wave) -> list[tuple[float, float]]:
        """(before, after) of everybody who answered both times."""
        if self.before is None:
            return []
        first = {row.code: value_of(asked, row) for row in self.of(self.before) if row.code}
        found = []
        for row in self.of(after):
            earlier, now = first.get(row.code) if row.code else None, value_of(asked, row)
            if earlier is not None and now is not None:
                found.append((earlier, now))
        return found

    def paired(self, after: Wave) -> int:
        if self.before is None:
            return 0
        known = {row.code for row in self.of(self.before) if row.code}
        return sum(1 for row in self.of(after) if row.code in known)


def load(survey: Survey, today: Any) -> Results:
    """Everything that results need, in four queries whatever the number of answers."""
    found = Results(survey, rounds_of(survey, today), asks_of(questions_of(survey)))
    rows = Answer.objects.filter(wave__survey=survey).values_list("wave_id", "code", "given")
    for wave, code, given in rows:
        found.rows.setdefault(wave, []).append(Row(code, given))
    return found


def value_of(asked: Ask | Total, row: Row) -> Any:
    """One person's answer to a question, or their score."""
    return asked.of(row.given) if isinstance(asked, Total) else row.given.get(asked.key)


def values_in(asked: Ask | Total, rows: Iterable[Row]) -> list[Any]:
    if isinstance(asked, Total):
        return [one for row in rows if (one := asked.of(row.given)) is not None]
    key = asked.key
    return [row.given[key] for row in rows if key in row.given]


def findings(results: Results, waves: Sequence[Wave], by: Ask | None = None) -> list[Finding]:
    """What is said of each question in the rounds that may be looked at."""
    return [_finding(results, asked, waves, by) for asked in results.figures]


def _finding(results: Results, asked: Ask | Total, waves: Sequence[Wave], by: Ask | None) -> Finding:
    parts = tuple(_part(results, asked, wave) for wave in waves)
    groups = tuple(line for wave in waves for line in _lines(results, asked, wave, by)) if by else ()
    has_order = isinstance(asked, Total) or asked.has_mean or bool(asked.measure)
    changes = tuple(
        (wave, engine.change_of(pairs))
        for wave in (_later(results, waves) if has_order else ())
        if (pairs := results.pairs(asked, wave))
    )
    return Finding(asked, parts, changes, groups)


def _later(results: Results, waves: Sequence[Wave]) -> list[Wave]:
    """The rounds that may be compared with the first: both may be looked at."""
    if results.before is None or results.before not in waves:
        return []
    return [one for one in waves if one.moment in {Moment.AFTER, Moment.LATER}]


def _part(results: Results, asked: Ask | Total, wave: Wave) -> Part:
    values = values_in(asked, results.of(wave))
    shown = len(values) >= results.survey.floor
    if not shown:
        return Part(wave, len(values), {}, None, (), shown)
    return Part(wave, len(values), _counts(asked, values), _mean(asked, values), _bands(asked, values), shown)


def _counts(asked: Ask | Total, values: Sequence[Any]) -> dict[Any, int]:
    if isinstance(asked, Total):
        low, high = int(asked.scale.low), int(asked.scale.high)
        return {int(value): many for value, many in engine.counts_of(values, range(low, high + 1)).items()}
    if asked.sort == Sort.SEVERAL:
        found = Counter(one for value in values for one in value)
        return {value: found.get(value, 0) for value in asked.values}
    if asked.values:
        return {int(value): many for value, many in engine.counts_of(values, asked.values).items()}
    if asked.sort == Sort.SCORE and len(set(values)) <= 21:
        return dict(sorted(Counter(values).items()))
    return {}


def _mean(asked: Ask | Total, values: Sequence[Any]) -> Mean | Unsaid | None:
    if isinstance(asked, Total) or asked.has_mean:
        return engine.mean_of(values)
    return None


def _bands(asked: Ask | Total, values: Sequence[Any]) -> tuple[tuple[str, int], ...]:
    found = Counter(engine.band_of(asked.bands, value) for value in values) if asked.bands else Counter()
    return tuple((band.name, found.get(band.name, 0)) for band in asked.bands)


def _lines(results: Results, asked: Ask | Total, wave: Wave, by: Ask | None) -> list[GroupLine]:
    """The groups of one question in one round; small ones, and those that give them away, without figures."""
    assert by is not None
    rows: dict[int, list[Any]] = {value: [] for value in by.values}
    unknown: list[Any] = []
    for row in results.of(wave):
        value = value_of(asked, row)
        if value is not None:
            rows.get(row.given.get(by.key, 0), unknown).append(value)
    named = {by.label_of(value): values for value, values in rows.items()}
    if unknown:
        named[_("Not said")] = unknown
    hidden = engine.hidden_groups({name: len(found) for name, found in named.items()}, results.survey.floor)
    return [
        GroupLine(name, wave, None, None, {})
        if name in hidden
        else GroupLine(name, wave, len(found), _mean(asked, found), _counts(asked, found))
        for name, found in named.items()
    ]


def change_in_words(better: str, change: Change, *, in_order: bool = False) -> str:
    """'27 people answered both times. On average it rose by 0.8 (between 0.2 and 1.4). 14 better, …'."""
    told = ngettext(
        "%(many)s person answered both times.", "%(many)s people answered both times.", change.pairs
    ) % {"many": change.pairs}
    if not in_order:
        told = f"{told} {_moved(change)}"
    return f"{told} {_sides(better, change)}"


def _moved(change: Change) -> str:
    if change.sd == 0 and change.mean == 0:
        return _("Nobody's answer changed.")
    figures = {"by": f"{abs(change.mean):.1f}", "low": signed(change.low), "high": signed(change.high)}
    if not change.is_clear:
        return _(
            "On average it changed by %(mean)s, but anything between %(low)s and %(high)s fits, "
            "so this shows no clear change."
        ) % {**figures, "mean": signed(change.mean)}
    ends = sorted((abs(change.low), abs(change.high)))
    figures |= {"low": f"{ends[0]:.1f}", "high": f"{ends[1]:.1f}"}
    if change.mean > 0:
        return _("On average it rose by %(by)s (between %(low)s and %(high)s).") % figures
    return _("On average it fell by %(by)s (between %(low)s and %(high)s).") % figures


def _sides(better: str, change: Change) -> str:
    sides = {"up": change.up, "same": change.same, "down": change.down}
    if better == "higher":
        return _("%(up)s better, %(same)s the same, %(down)s worse.") % sides
    if better == "lower":
        return _("%(down)s better, %(same)s the same, %(up)s worse.") % sides
    return _("%(up)s higher, %(same)s the same, %(down)s lower.") % sides


def signed(value: float) -> str:
    """One decimal with a true minus sign; nought has none."""
    text = f"{abs(value):.1f}"
    return text if float(text) == 0 or value > 0 else f"−{text}"
