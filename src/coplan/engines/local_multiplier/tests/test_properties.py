"""What holds for every study: 1 to 3, low below high, money neither lost nor made."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coplan.engines.local_multiplier import Share, Spending, Study, calculate

portions = st.floats(0, 1)
amounts = st.floats(0, 1e6).map(lambda value: round(value, 2))


@st.composite
def shares(draw):
    low, likely, high = sorted(draw(portions) for _ in range(3))
    return Share(low, high, draw(st.sampled_from([likely, None])))


@st.composite
def studies(draw):
    rows = tuple(
        Spending(
            f"Row {place}", draw(amounts), draw(shares()), draw(shares()), draw(st.sampled_from(["a", "b"]))
        )
        for place in range(draw(st.integers(0, 5)))
    )
    spent = sum(row.amount for row in rows)
    return Study(max(0.01, round(spent + draw(st.sampled_from([0.0, 100.0])), 2)), rows)


@given(studies())
def test_it_lies_between_one_and_three_and_low_below_high(study):
    result = calculate(study)
    assert 1 <= result.lm3.low <= result.lm3.high <= 3
    if result.lm3.likely is not None:
        assert result.lm3.low - 1e-9 <= result.lm3.likely <= result.lm3.high + 1e-9
    if result.if_alike is not None:
        assert 1 - 1e-9 <= result.if_alike <= 3 + 1e-9


@given(studies())
def test_no_money_is_lost_or_made_on_the_way(study):
    for row, path in zip(study.spending, calculate(study).paths, strict=True):
        assert path.arrives.low + path.leaks_first.high == pytest.approx(row.amount)
        assert path.respent.low <= path.arrives.low + 1e-9
        if (
            path.arrives.likely is not None
            and path.respent.likely is not None
            and path.leaks_second.likely is not None
        ):
            assert path.respent.likely + path.leaks_second.likely == pytest.approx(path.arrives.likely)


@given(studies(), st.floats(0.01, 1000))
def test_the_same_shares_of_another_sum_give_the_same_multiplier(study, factor):
    rows = tuple(replace(row, amount=row.amount * factor) for row in study.spending)
    scaled = calculate(Study(study.income * factor, rows))
    assert scaled.lm3.low == pytest.approx(calculate(study).lm3.low, rel=1e-4)


@given(studies())
def test_knowing_more_never_widens_the_range(study):
    result = calculate(study)
    for place, row in enumerate(study.spending):
        middle = (row.local.low + row.local.high) / 2
        rows = list(study.spending)
        rows[place] = replace(row, local=Share.known(middle))
        known = calculate(Study(study.income, tuple(rows))).lm3
        assert known.high - known.low <= result.lm3.high - result.lm3.low + 1e-9
