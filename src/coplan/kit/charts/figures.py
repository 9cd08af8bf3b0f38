"""Numbers on charts: how they are written, where the axis marks fall, how they become pixels."""

import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import get_language

Number = int | float | Decimal


@dataclass(frozen=True)
class Unit:
    """How a figure is written: `Unit(before="£", decimals=2).write(1234.5)` is '£1,234.50'."""

    before: str = ""
    after: str = ""
    decimals: int = 0

    def write(self, value: Number, *, signed: bool = False) -> str:
        """The figure with its unit; a true minus sign, and a plus if `signed`."""
        body = f"{self.before}{abs(value):,.{self.decimals}f}{self.after}"
        if value < 0:
            return f"−{body}"
        return f"+{body}" if signed and value > 0 else body

    def mark(self, value: float, step: float) -> str:
        """The figure on an axis: no more decimals than the step needs."""
        # Steps of 2.5 need a decimal too: 2.5, 5, 7.5 and not 2, 5, 8
        exponent = int(exact(float(f"{step:.6g}")).normalize().as_tuple().exponent)
        needed = min(max(-exponent, 0), 4)
        # Money has pence or none: '£1.50', never '£1.5'.
        return Unit(self.before, self.after, 2 if self.before and needed == 1 else needed).write(value)


def exact(value: Number) -> Decimal:
    """The figure as a decimal, so that floats and decimals can be added up together."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


COUNT: Final = Unit()
POUNDS: Final = Unit(before="£")
POUNDS_AND_PENCE: Final = Unit(before="£", decimals=2)
PERCENT: Final = Unit(after="%")


@dataclass(frozen=True)
class Scale:
    """A straight line from figures to pixels."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: Number) -> float:
        """The pixel of a figure."""
        return self.start + (float(value) - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass(frozen=True)
class Axis:
    """Round marks that cover a range of figures."""

    marks: tuple[float, ...]
    step: float

    @property
    def low(self) -> float:
        """The first mark."""
        return self.marks[0]

    @property
    def high(self) -> float:
        """The last mark."""
        return self.marks[-1]


def axis(low: Number, high: Number, *, about: int = 5) -> Axis:
    """Marks at 1, 2, 2.5 or 5 times a power of ten that reach below `low` and above `high`."""
    bottom, top = float(low), float(high)
    if top <= bottom:
        bottom, top = bottom - 1, bottom + 1
    rough = (top - bottom) / max(about, 1)
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * times for times in (1, 2, 2.5, 5, 10) if power * times >= rough * 0.999)
    first, last = math.floor(bottom / step + 1e-9), math.ceil(top / step - 1e-9)
    return Axis(tuple(index * step for index in range(first, last + 1)), step)


def axis_days(first: date, last: date) -> list[date]:
    """First days of months, about six of them."""
    months = (last.year - first.year) * 12 + last.month - first.month
    every = next((n for n in (1, 2, 3, 6, 12, 24, 60) if months / n <= 7), 120)
    start = first.year * 12 + first.month - 1
    found = [
        date(m // 12, m % 12 + 1, 1) for m in range(start, start + months + 1) if (m - start) % every == 0
    ]
    return [day if day >= first else first for day in found]


def written(day: date) -> str:
    """'3 March 2027'."""
    return _dated(day, "j F Y", get_language())


def month(day: date) -> str:
    """'Mar 2027', for axes."""
    return _dated(day, "M Y", get_language())


def month_day(day: date) -> str:
    """'3 Mar', for axes of a few months."""
    return _dated(day, "j M", get_language())


# A chart of two years of readings writes each date three times; formatting was half its cost.
@lru_cache(maxsize=4096)
def _dated(day: date, pattern: str, _language: str | None) -> str:
    return date_format(day, pattern)
