"""From a study of local spending to its LM3, with every figure on the way."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from coplan.engines import Fault, InvalidInput
from coplan.engines.local_multiplier.model import Bounds, Lever, Path, Result, Share, Spending, Study

LARGEST = 1e15
# Income and spending come from different papers, each rounded to pence
TOLERANCE = 0.005
TEN_POINTS = 0.1
UNLISTED = "(not listed)"


def validate(study: Study) -> tuple[Fault, ...]:
    """Return every fault of the study, in reading order; an empty tuple means it can be calculated."""
    return tuple(_faults(study))


def calculate(study: Study) -> Result:
    """Follow the money through three rounds.

    round 2 = sum of amount × local share; round 3 = sum of amount × local share × share spent again
    locally; LM3 = (round 1 + round 2 + round 3) ÷ round 1, from 1 (all leaks at once) to 3 (nothing
    does). A share nobody knows counts as 0 in the low figure and as 1 in the high one, and so does
    income that no row accounts for.

    Raises InvalidInput with every fault. Source: New Economics Foundation (2002), The Money Trail.
    """
    if faults := validate(study):
        raise InvalidInput(faults)
    listed = math.fsum(row.amount for row in study.spending)
    unlisted = max(0.0, study.income - listed)
    rows = (*study.spending, *_rest(unlisted))
    paths = tuple(_path(row) for row in rows)
    second, third = _sum([path.arrives for path in paths]), _sum([path.respent for path in paths])
    return Result(
        round_1=study.income,
        round_2=second,
        round_3=third,
        lm3=_lm3(study.income, second, third),
        if_alike=None if unlisted > TOLERANCE else _if_alike(study),
        listed=listed,
        unlisted=unlisted,
        paths=paths[: len(study.spending)],
        levers=_levers(study),
    )


def _rest(unlisted: float) -> tuple[Spending, ...]:
    if unlisted <= TOLERANCE:
        return ()
    return (Spending(UNLISTED, unlisted, Share.unknown(), Share.unknown()),)


def _path(row: Spending) -> Path:
    arrives = _times(row.amount, row.local)
    respent = Bounds(
        arrives.low * row.respent.low,
        arrives.high * row.respent.high,
        _product(arrives.likely, row.respent.likely),
    )
    return Path(
        name=row.name,
        kind=row.kind,
        amount=row.amount,
        arrives=arrives,
        respent=respent,
        leaks_first=_left(row.amount, row.local),
        leaks_second=Bounds(
            arrives.low * (1 - row.respent.high),
            arrives.high * (1 - row.respent.low),
            _product(arrives.likely, None if row.respent.likely is None else 1 - row.respent.likely),
        ),
    )


def _times(amount: float, share: Share) -> Bounds:
    return Bounds(amount * share.low, amount * share.high, _product(amount, share.likely))


def _left(amount: float, share: Share) -> Bounds:
    likely = None if share.likely is None else 1 - share.likely
    return Bounds(amount * (1 - share.high), amount * (1 - share.low), _product(amount, likely))


def _product(one: float | None, other: float | None) -> float | None:
    # Nothing of an unknown amount, and no part of an unknown share, are still nothing
    if one == 0 or other == 0:
        return 0.0
    return None if one is None or other is None else one * other


def _sum(parts: Sequence[Bounds]) -> Bounds:
    likely = [part.likely for part in parts]
    known = [value for value in likely if value is not None]
    return Bounds(
        math.fsum(part.low for part in parts),
        math.fsum(part.high for part in parts),
        math.fsum(known) if len(known) == len(likely) else None,
    )


def _lm3(income: float, second: Bounds, third: Bounds) -> Bounds:
    def ratio(two: float, three: float) -> float:
        # Sums of shares may end a hair outside what the method allows
        return min(3.0, max(1.0, (income + two + three) / income))

    likely = None
    if second.likely is not None and third.likely is not None:
        likely = ratio(second.likely, third.likely)
    return Bounds(ratio(second.low, third.low), ratio(second.high, third.high), likely)


def _if_alike(study: Study) -> float | None:
    """LM3 with every unknown share at the average, weighed by money, of the known ones of its kind."""
    filled = []
    for row in study.spending:
        local, respent = _likely_or_alike(study, row, "local"), _likely_or_alike(study, row, "respent")
        if local is None or (respent is None and local > 0):
            return None
        filled.append(row.amount * local * (1 + (respent or 0.0)))
    return (study.income + math.fsum(filled)) / study.income


def _likely_or_alike(study: Study, row: Spending, which: str) -> float | None:
    likely: float | None = getattr(row, which).likely
    if likely is not None:
        return likely
    pairs = [
        (other.amount, getattr(other, which).likely)
        for other in study.spending
        if other.kind == row.kind and getattr(other, which).likely is not None
    ]
    weight = math.fsum(amount for amount, _share in pairs)
    return math.fsum(amount * share for amount, share in pairs) / weight if weight else None


def _levers(study: Study) -> tuple[Lever, ...]:
    """Widest first: what would raise LM3, and which answer would narrow the range."""
    found = [_lever(study, place, row) for place, row in enumerate(study.spending) if row.amount]
    return tuple(sorted(found, key=lambda lever: -max(lever.local, lever.respent)))


def _lever(study: Study, place: int, row: Spending) -> Lever:
    local, respent = _middle(row.local), _middle(row.respent)
    more_local = min(TEN_POINTS, 1 - local)
    more_respent = min(TEN_POINTS, 1 - respent)
    income = study.income
    return Lever(
        name=row.name,
        local=row.amount * more_local * (1 + respent) / income,
        respent=row.amount * local * more_respent / income,
        unsure=_width(row) - _width(_settled(row)) if income else 0.0,
    )


def _width(row: Spending) -> float:
    path = _path(row)
    return path.arrives.high - path.arrives.low + path.respent.high - path.respent.low


def _settled(row: Spending) -> Spending:
    return replace(row, local=Share.known(_middle(row.local)), respent=Share.known(_middle(row.respent)))


def _middle(share: Share) -> float:
    return (share.low + share.high) / 2 if share.likely is None else share.likely


def _faults(study: Study) -> Iterator[Fault]:
    if not math.isfinite(study.income) or not 0 < study.income <= LARGEST:
        yield Fault("income", f"{study.income:.15g} is not an amount above 0; enter the income of round 1")
    for place, row in enumerate(study.spending):
        path = f"spending[{place}]"
        if not math.isfinite(row.amount) or not 0 <= row.amount <= LARGEST:
            yield Fault(f"{path}.amount", f"{row.amount:.15g} is not an amount of 0 or more")
        for name in ("local", "respent"):
            yield from _share_faults(f"{path}.{name}", getattr(row, name))
    listed = math.fsum(row.amount for row in study.spending if math.isfinite(row.amount))
    if math.isfinite(study.income) and study.income > 0 and listed > study.income + TOLERANCE:
        words = f"it adds up to {listed:,.2f}, more than the income of {study.income:,.2f}"
        yield Fault("spending", f"{words}; add what else was used, such as reserves, to the income")


def _share_faults(path: str, share: Share) -> Iterator[Fault]:
    edges = [share.low, share.high, *([] if share.likely is None else [share.likely])]
    for value in dict.fromkeys(edges):
        if not (math.isfinite(value) and 0 <= value <= 1):
            yield Fault(path, f"{value:.15g} is not between 0 and 1")
            return
    if not share.low <= share.high:
        yield Fault(path, f"the low {share.low:.15g} is above the high {share.high:.15g}")
    elif share.likely is not None and not share.low <= share.likely <= share.high:
        yield Fault(
            path, f"the likely {share.likely:.15g} lies outside {share.low:.15g} to {share.high:.15g}"
        )
