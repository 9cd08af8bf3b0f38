"""What a study of local spending holds and what follows from it.

Money is in pounds, shares are shares of 1.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Share:
    """A share with what is known of it: `likely` is None where nobody has asked."""

    low: float
    high: float
    likely: float | None = None

    @classmethod
    def known(cls, value: float) -> "Share":
        """A share that was measured."""
        return cls(value, value, value)

    @classmethod
    def unknown(cls) -> "Share":
        """Anything from nothing to all of it."""
        return cls(0.0, 1.0)

    @property
    def width(self) -> float:
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Spending:
    """Money paid to one recipient, or to a group of alike ones.

    `local` is the share of it that goes to people or bodies in the area; `respent` the share of
    that local part which they spend in the area again.
    """

    name: str
    amount: float
    local: Share
    respent: Share
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Study:
    """Round 1 is the income whose path is followed; what is not listed of it counts as unknown."""

    income: float
    spending: tuple[Spending, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """A figure as low and high; `likely` is there only where every share behind it has a likely one."""

    low: float
    high: float
    likely: float | None

    @property
    def is_one(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Path:
    """What becomes of the money of one recipient: arrives locally, is spent again, leaks at either step."""

    name: str
    kind: str
    amount: float
    arrives: Bounds
    respent: Bounds
    leaks_first: Bounds
    leaks_second: Bounds


@dataclass(frozen=True, slots=True)
class Lever:
    """What would change the result most: LM3 gained by ten points more of one share of one recipient.

    `local` and `respent` are the gains at the likely shares, where a share is unknown at the middle of
    its bounds; `unsure` is how much narrower the range would be if this recipient's shares were known.
    """

    name: str
    local: float
    respent: float
    unsure: float


@dataclass(frozen=True, slots=True)
class Result:
    """The three rounds, LM3 and everything on the way."""

    round_1: float
    round_2: Bounds
    round_3: Bounds
    lm3: Bounds
    # LM3 if those nobody asked were like those of their kind who were asked; None where none was,
    # and where some income is not listed
    if_alike: float | None
    listed: float
    unlisted: float
    paths: tuple[Path, ...]
    levers: tuple[Lever, ...] = field(default=())
