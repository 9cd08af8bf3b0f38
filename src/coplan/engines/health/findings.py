"""What a rule says about a partnership."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .snapshot import Ref

Weight = Literal["high", "medium", "low"]
WEIGHTS: tuple[Weight, ...] = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right: which rule, which records, in a sentence.

    `since` is the day the trouble began, where the record tells. A rule may leave `weight` out: `examine`
    then gives the finding the weight of its rule.
    """

    code: str
    refs: tuple[Ref, ...]
    message: str
    since: date | None = None
    weight: Weight | None = None
