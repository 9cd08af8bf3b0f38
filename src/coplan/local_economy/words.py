"""The result in words: what it says, what it does not say, what would raise it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coplan.engines.local_multiplier import Bounds, Lever, Path
from coplan.kit.templatetags.kit import money
from coplan.local_economy.models import LocalSpending
from coplan.local_economy.queries import Answer, loose_estimates, unasked

MOST_LEVERS = 5
SMALLEST = 0.0005


def pounds(bounds: Bounds) -> str:
    """'£1,200.00', or '£800.00 to £1,200.00'."""
    if bounds.is_one:
        return money(bounds.low)
    return _("%(low)s to %(high)s") % {"low": money(bounds.low), "high": money(bounds.high)}


def multiplier(bounds: Bounds) -> str:
    if round(bounds.low, 2) == round(bounds.high, 2):
        return f"{bounds.low:.2f}"
    return _("%(low)s to %(high)s") % {"low": f"{bounds.low:.2f}", "high": f"{bounds.high:.2f}"}


def sentence(answer: Answer) -> str:
    """The answer as one would say it aloud."""
    result, area = answer.result, answer.study.area
    more = Bounds(result.lm3.low - 1, result.lm3.high - 1, None)
    words = _(
        "For every £1 that came in, %(more)s more was spent in the area in the two rounds that followed. "
        "Local means: %(area)s."
    )
    return words % {"more": _pence(more), "area": area.rstrip(".")}


def _pence(bounds: Bounds) -> str:
    low, high = f"£{bounds.low:.2f}", f"£{bounds.high:.2f}"
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def doubts(answer: Answer) -> Iterator[str]:
    """Why it is a range and not one figure."""
    result = answer.result
    if result.lm3.likely is not None and not result.lm3.is_one:
        yield _("At the likely shares it is %(value)s.") % {"value": f"{result.lm3.likely:.2f}"}
    rows = unasked(answer.rows)
    if rows:
        names = ", ".join(str(row) for row in rows[:6]) + (" …" if len(rows) > 6 else "")
        yield _(
            "Nobody has asked yet about %(names)s, so the low figure takes nothing and the high one all of it."
        ) % {"names": names}
    if result.unlisted > 0.005:
        yield _("%(amount)s of the income is not in any row. It counts as not known.") % {
            "amount": money(result.unlisted)
        }
    if result.if_alike is not None and not result.lm3.is_one and result.lm3.likely is None:
        yield _("If those not asked are like those of their kind who were, it is %(value)s.") % {
            "value": f"{result.if_alike:.2f}"
        }
    loose = loose_estimates(answer.rows)
    if loose:
        names = ", ".join(str(row) for row in loose[:6]) + (" …" if len(loose) > 6 else "")
        yield _(
            "Estimated without a low and a high, so the range is narrower than it should be: %(names)s."
        ) % {"names": names}


@dataclass(frozen=True)
class Line:
    """One recipient with where its money goes."""

    row: LocalSpending
    path: Path

    @property
    def arrives(self) -> str:
        return pounds(self.path.arrives)

    @property
    def respent(self) -> str:
        return pounds(self.path.respent)

    @property
    def leaks(self) -> str:
        if self.row.is_kept:
            return _("kept")
        first, second = self.path.leaks_first, self.path.leaks_second
        return pounds(Bounds(first.low + second.low, min(self.path.amount, first.high + second.high), None))

    @property
    def most_leaked(self) -> float:
        return self.path.leaks_first.high + self.path.leaks_second.high


def lines(answer: Answer) -> list[Line]:
    """The largest leak first."""
    found = [Line(row, path) for row, path in zip(answer.rows, answer.result.paths, strict=True)]
    return sorted(found, key=lambda line: -line.most_leaked)


@dataclass(frozen=True)
class Raise:
    name: str
    words: str
    gain: str


def raises(answer: Answer) -> list[Raise]:
    """What would raise it most, one thing at a time."""
    kept = {row.name for row in answer.rows if row.is_kept}
    found = [one for lever in answer.result.levers if lever.name not in kept for one in _of(lever)]
    found.sort(key=lambda pair: -pair[0])
    return [told for gain, told in found[:MOST_LEVERS] if gain >= SMALLEST]


def _of(lever: Lever) -> Iterator[tuple[float, Raise]]:
    local = _("ten points more of it to local people or bodies")
    respent = _("ten points more of what arrives spent here again")
    yield lever.local, Raise(lever.name, local, f"+{lever.local:.3f}")
    yield lever.respent, Raise(lever.name, respent, f"+{lever.respent:.3f}")


def to_find_out(answer: Answer) -> list[Raise]:
    """Whose answer would narrow the range most."""
    asked = sorted(answer.result.levers, key=lambda lever: -lever.unsure)
    words = _("its shares, if known")
    income = answer.result.round_1
    return [
        Raise(lever.name, words, _("narrower by %(value)s") % {"value": f"{lever.unsure / income:.2f}"})
        for lever in asked[:3]
        if lever.unsure / income >= 0.005
    ]
