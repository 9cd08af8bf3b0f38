"""The page of a value map: its pictures and tables, from the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.engines import sroi
from coplan.kit.charts import POUNDS_AND_PENCE
from coplan.value.drawing import range_chart, tornado_chart, waterfall_chart
from coplan.value.models import NUMBERS, ValueOutcome
from coplan.value.queries import Answer, Rows, without_range, without_reason
from coplan.value.wording import SHORT, figure, setting_words

MOST_SENTENCES = 12
IN_A_SENTENCE = {
    "deadweight": gettext_lazy("what would have happened anyway (deadweight)"),
    "displacement": gettext_lazy("what was only moved from elsewhere (displacement)"),
    "attribution": gettext_lazy("what others brought about (attribution)"),
    "drop_off": gettext_lazy("what fades each year (drop-off)"),
}


@dataclass(frozen=True)
class OutcomeLine:
    """One outcome on the results page."""

    row: ValueOutcome
    result: sroi.OutcomeResult
    trace: str

    @property
    def share(self) -> str:
        return "" if self.result.share is None else f"{self.result.share:.1%}"

    @property
    def no_reason(self) -> int:
        return len(without_reason(self.row))

    @property
    def no_range(self) -> int:
        return len(without_range(self.row))


@dataclass(frozen=True)
class ScenarioLine:
    name: str
    because: str
    changes: str
    codes: str
    ratio: float


@dataclass(frozen=True)
class Needed:
    """What would have to be true for the ratio to fall to 1."""

    words: str
    now: str
    value: str


def trace_of(kind: str, number: int, slug: str) -> str:
    return reverse("reporting:trace", args=[slug, kind, number])


def outcome_lines(rows: Rows, answer: Answer, slug: str) -> list[OutcomeLine]:
    pattern = trace_of("value-outcome", 0, slug)
    head, tail = pattern.rsplit("0", 1)
    return [
        OutcomeLine(row, result, f"{head}{row.number}{tail}")
        for row, result in zip(rows.outcomes, answer.result.outcomes, strict=True)
    ]


def scenario_lines(rows: Rows, answer: Answer) -> list[ScenarioLine]:
    return [
        ScenarioLine(
            row.name, row.because, setting_words(row.settings), ", ".join(row.codes or ()), result.ratio
        )
        for row, result in zip(rows.scenarios, answer.result.scenarios, strict=True)
    ]


def needed(rows: Rows, answer: Answer) -> Iterator[Needed]:
    """Break-even in sentences: each share set alike for all, then the outcomes that alone could do it."""
    for one in answer.break_even:
        if one.code is None and one.value is not None:
            yield Needed(
                _("%(what)s would have to be %(value)s for every outcome")
                % {"what": _capital(IN_A_SENTENCE[one.field]), "value": figure(one.field, one.value)},
                figure(one.field, one.now) if one.now is not None else _("differs by outcome"),
                figure(one.field, one.value),
            )
    yield from _needed_alone(rows, answer)


def _needed_alone(rows: Rows, answer: Answer) -> Iterator[Needed]:
    titles = {row.code: row.title for row in rows.outcomes}
    for one in answer.break_even:
        if one.code is not None and one.field in ("quantity", "proxy") and _is_thinkable(one):
            value, now = figure(one.field, one.value or 0), figure(one.field, one.now or 0)
            words = _("The %(what)s of %(code)s %(title)s would have to be %(value)s") % {
                "what": _("quantity") if one.field == "quantity" else _("proxy"),
                "code": one.code,
                "title": titles[one.code],
                "value": value,
            }
            yield Needed(words, now, value)


def together_words(answer: Answer) -> str:
    """The joint statement: every ranged number moved at once towards the end that lowers the ratio."""
    found = answer.together
    if not answer.range.drivers:
        return _("No number has a range yet, so nothing can be said about several going wrong at once.")
    worst = POUNDS_AND_PENCE.write(found.ratio)
    if found.way is None:
        return _(
            "Even with every ranged number at its worst end at once the ratio would be %(worst)s, above 1. "
            "It falls to 1 only if something is outside its range."
        ) % {"worst": worst}
    if found.way == 0:
        return _(
            "The ratio is at or below 1 already. With every ranged number at its worst it would be %(worst)s."
        ) % {"worst": worst}
    return _(
        "All ranged numbers together would have to go %(way)s of the way from their likely figure to their worst end. "
        "With all of them there, the ratio would be %(worst)s."
    ) % {"way": f"{found.way:.0%}", "worst": worst}


def payback_words(result: sroi.Result) -> str:
    years = sroi.payback(result)
    if years is None:
        return _("not within the years counted")
    if years <= 1:
        return _("within the first year (%(months)s months)") % {"months": max(1, round(years * 12))}
    return _("after %(years)s years") % {"years": f"{years:.1f}"}


@dataclass(frozen=True)
class Gain:
    """What one stakeholder group gains, and its share of all."""

    who: str
    value: float
    share: str
    outcomes: int


def gains(rows: Rows, answer: Answer) -> Iterator[Gain]:
    """Value by stakeholder group, the largest first."""
    values: dict[str, float] = {}
    counts: dict[str, int] = {}
    for row, result in zip(rows.outcomes, answer.result.outcomes, strict=True):
        who = str(row.stakeholder or _("No group named"))
        values[who] = values.get(who, 0.0) + result.present_value
        counts[who] = counts.get(who, 0) + 1
    total = answer.result.total_present_value
    for who, value in sorted(values.items(), key=lambda one: -one[1]):
        yield Gain(who, value, f"{value / total:.1%}" if total else "", counts[who])


def _is_thinkable(one: sroi.BreakEven) -> bool:
    """A gain that would have to turn into a loss says nothing a reader can judge."""
    return one.value is not None and one.now is not None and one.value * one.now >= 0


def _capital(words: Any) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]


def page_of(rows: Rows, answer: Answer, slug: str) -> dict[str, Any]:
    """Everything the results page shows."""
    told = list(needed(rows, answer))
    return {
        "result": answer.result,
        "spread": answer.range,
        "range_chart": range_chart(rows, answer),
        "tornado_chart": tornado_chart(rows, answer),
        "waterfall_chart": waterfall_chart(rows, answer),
        "outcome_lines": outcome_lines(rows, answer, slug),
        "scenario_lines": scenario_lines(rows, answer),
        "needed": told[:MOST_SENTENCES],
        "together": together_words(answer),
        "payback": payback_words(answer.result),
        "gains": list(gains(rows, answer)),
        "map_trace": trace_of("value-map", rows.value_map.number, slug),
        "ranged": sum(len(NUMBERS) - len(without_range(row)) for row in rows.outcomes),
        "numbers": len(NUMBERS) * len(rows.outcomes),
    }


@dataclass(frozen=True)
class NumberLine:
    """One number of an outcome on its own page."""

    label: str
    value: str
    range: str
    reason: str
    is_taken: bool


def number_lines(row: ValueOutcome) -> list[NumberLine]:
    return [_number_line(row, name) for name in NUMBERS]


def _number_line(row: ValueOutcome, name: str) -> NumberLine:
    low, high = getattr(row, f"{name}_low"), getattr(row, f"{name}_high")
    spread = (
        ""
        if low is None
        else _("%(low)s to %(high)s") % {"low": figure(name, low), "high": figure(name, high)}
    )
    if name == "proxy":
        reason = " · ".join(filter(None, (row.proxy_name, row.proxy_source, row.proxy_year)))
    else:
        reason = getattr(row, f"{name}_reason")
    return NumberLine(
        str(SHORT[name]),
        figure(name, getattr(row, name)),
        spread,
        reason,
        name == "quantity" and bool(row.reading_id),
    )
