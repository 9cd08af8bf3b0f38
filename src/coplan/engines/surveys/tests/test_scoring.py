"""Scores of measures, bands and counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coplan.engines.surveys import Band, Item, Scale, band_of, counts_of, hidden_groups, score, turned

LONELY = Scale(tuple(Item(code, 1, 3) for code in ("companionship", "left-out", "isolated")), "sum")
BANDS = (Band("low", 0, 4), Band("medium", 5, 6), Band("high", 7, 8), Band("very high", 9, 10))


def test_a_sum_adds_up_every_item() -> None:
    assert score(LONELY, {"companionship": 2, "left-out": 1, "isolated": 3}) == 6
    assert (LONELY.low, LONELY.high) == (3, 9)


def test_a_reversed_item_counts_from_the_other_end() -> None:
    item = Item("calm", 0, 10, reversed=True)
    assert turned(item, 3) == 7
    assert score(Scale((item, Item("glad", 0, 10)), "sum"), {"calm": 3, "glad": 3}) == 10


@pytest.mark.parametrize(
    "answers",
    [
        {"companionship": 2, "left-out": 1},
        {"companionship": 2, "left-out": None, "isolated": 3},
        {"companionship": 2, "left-out": 4, "isolated": 3},
        {},
    ],
)
def test_a_missing_or_impossible_answer_leaves_no_score(answers: dict[str, float | None]) -> None:
    assert score(LONELY, answers) is None


def test_a_measure_reported_one_by_one_has_no_total() -> None:
    with pytest.raises(ValueError, match="there is no total"):
        score(Scale(LONELY.items, "each"), {})


@pytest.mark.parametrize(
    ("value", "name"), [(0, "low"), (4, "low"), (6, "medium"), (9, "very high"), (11, "")]
)
def test_a_band_is_named_for_a_score(value: float, name: str) -> None:
    assert band_of(BANDS, value) == name


def test_answers_that_nobody_gave_are_counted_too() -> None:
    assert counts_of([1, 3, 3], [1, 2, 3]) == {1: 1, 2: 0, 3: 2}


# Groups


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": 20, "b": 9, "c": 5}, set()),
        ({"a": 20, "b": 9, "c": 4}, {"b", "c"}),
        ({"a": 20, "b": 2, "c": 2}, {"a", "b", "c"}),
        ({"a": 20, "b": 3, "c": 2}, {"b", "c"}),
        ({"a": 20, "b": 3, "c": 0}, {"a", "b"}),
        ({"a": 3}, {"a"}),
        ({}, set()),
    ],
)
def test_small_groups_hide_and_so_do_those_that_would_give_them_away(
    counts: dict[str, int], hidden: set[str]
) -> None:
    assert hidden_groups(counts) == hidden


def test_counts_below_nought_are_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        hidden_groups({"a": -1})


@given(st.dictionaries(st.integers(), st.integers(0, 40), max_size=8), st.integers(1, 12))
def test_what_is_taken_from_the_total_is_never_one_small_group(counts: dict[int, int], floor: int) -> None:
    hidden = hidden_groups(counts, floor)
    shown = {group: many for group, many in counts.items() if group not in hidden and many}
    assert all(many >= floor for many in shown.values())
    left = sum(counts.values()) - sum(shown.values())
    if hidden and shown:
        assert left >= floor
        assert len(hidden) >= 2
