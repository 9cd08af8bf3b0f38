"""What is hidden and why, on tables small enough to check by hand."""

import pytest

from coplan.engines.disclosure import (
    Cell,
    DisclosureError,
    Figure,
    Interval,
    Sum,
    Table,
    Why,
    attack,
    broken_down,
    key_of,
    protect,
    whole_key,
)


def figures(total, **breakdowns):
    """One period: `figures(40, area=(2, 10, 28))`; a pair is a count and what it is out of."""
    made = [_figure(total)]
    for name, counts in breakdowns.items():
        made += [_figure(count, name, f"{name} {at}") for at, count in enumerate(counts, 1)]
    return made


def _figure(given, breakdown="", group="", period="Q1"):
    count, out_of = given if isinstance(given, tuple) else (given, None)
    return Figure(period, count, out_of, breakdown, group)


def hidden(table):
    """Each hidden figure's group (or 'all'), what it is, and why."""
    found = {}
    for one in protect(table).verdicts:
        if one.value is None:
            _period, _breakdown, group, what = one.key.split(" | ")
            found[group or "all", what] = one.why
    return found


def test_a_small_count_takes_the_smallest_other_with_it():
    found = hidden(broken_down(figures(40, area=(2, 10, 28))))
    assert found == {("area 1", "count"): Why.SMALL, ("area 2", "count"): Why.COMPLEMENT}


def test_of_equal_counts_the_first_is_hidden():
    found = hidden(broken_down(figures(22, area=(2, 10, 10))))
    assert found == {("area 1", "count"): Why.SMALL, ("area 2", "count"): Why.COMPLEMENT}


def test_nothing_small_hides_nothing():
    assert hidden(broken_down(figures(40, area=(5, 15, 20), age=(20, 20)))) == {}


def test_a_zero_is_shown_and_not_used_to_cover_for_another():
    found = hidden(broken_down(figures(38, area=(0, 3, 35))))
    assert found == {("area 2", "count"): Why.SMALL, ("area 3", "count"): Why.COMPLEMENT}


def test_a_zero_is_hidden_where_zeros_are_not_shown():
    found = hidden(broken_down(figures(35, area=(0, 15, 20)), zeros_shown=False))
    assert found == {("area 1", "count"): Why.SMALL, ("area 2", "count"): Why.COMPLEMENT}


def test_two_small_counts_that_leave_only_small_numbers_take_more_with_them():
    # 1 + 2 = 3 says that both are below 5, and nearly which
    found = hidden(broken_down(figures(43, area=(1, 2, 15, 25))))
    assert found[("area 3", "count")] is Why.COMPLEMENT
    assert len(found) == 3


def test_where_all_parts_are_small_the_total_goes_too():
    found = hidden(broken_down(figures(4, area=(1, 3))))
    assert found == {
        ("all", "count"): Why.SMALL,
        ("area 1", "count"): Why.SMALL,
        ("area 2", "count"): Why.SMALL,
    }


def test_a_total_is_not_given_away_by_another_breakdown():
    found = hidden(broken_down(figures(5, area=(1, 4), age=(5, 0))))
    # The total would say 1 + 4 = 5, and the age group alone would say the total
    assert ("all", "count") in found
    assert ("age 1", "count") in found


def test_a_rest_below_the_threshold_hides_the_count_and_so_the_percentage():
    found = hidden(broken_down(figures((18, 20))))
    assert found == {("all", "count"): Why.COMPLEMENT}


def test_a_percentage_of_everybody_is_shown():
    assert hidden(broken_down(figures((20, 20)))) == {}


def test_a_count_out_of_a_small_number_hides_both():
    found = hidden(broken_down(figures((2, 4))))
    assert found == {("all", "count"): Why.SMALL, ("all", "out of"): Why.SMALL}


def test_percentages_by_group_cannot_be_worked_back_from_the_whole():
    found = hidden(broken_down(figures((30, 60), area=((3, 20), (10, 20), (17, 20)))))
    # Area 3 lacks 3 of 20, which is small too, and covers for area 1
    assert found == {("area 1", "count"): Why.SMALL, ("area 3", "count"): Why.COMPLEMENT}


def test_a_period_cannot_be_worked_back_from_all_periods():
    rows = [
        _figure(count, breakdown, group, period)
        for period, counts in {"Q1": (30, 3, 27), "Q2": (30, 10, 20), "Q3": (30, 12, 18)}.items()
        for count, breakdown, group in zip(counts, ("", "area", "area"), ("", "a", "b"), strict=True)
    ]
    found = protect(broken_down(rows, with_whole=True))
    gone = {one.key for one in found.verdicts if one.value is None}
    assert gone == {
        key_of(Figure(period, 0, breakdown="area", group=group))
        for period in ("Q1", "Q2")
        for group in ("a", "b")
    }
    assert found.by_key[whole_key("area", "a")].value == 25


def test_the_threshold_can_be_another():
    assert hidden(broken_down(figures(40, area=(4, 36)), threshold=4)) == {}
    assert hidden(broken_down(figures(40, area=(4, 36)), threshold=10)) == {
        ("area 1", "count"): Why.SMALL,
        ("area 2", "count"): Why.COMPLEMENT,
    }


def test_what_was_hidden_before_stays_hidden_and_is_covered():
    rows = figures(40, area=(6, 14, 20))
    found = hidden(broken_down(rows, hidden_before={key_of(rows[1])}))
    assert found == {("area 1", "count"): Why.BEFORE, ("area 2", "count"): Why.COMPLEMENT}


def test_what_everybody_knows_is_not_hidden_but_the_next_in_size():
    rows = figures(40, area=(2, 10, 28))
    found = hidden(broken_down(rows, known={key_of(rows[2])}))
    assert found == {("area 1", "count"): Why.SMALL, ("area 3", "count"): Why.COMPLEMENT}


def test_what_cannot_be_protected_any_more_is_named():
    rows = figures(40, area=(2, 38))
    found = protect(broken_down(rows, known={key_of(rows[0]), key_of(rows[2])}))
    assert found.exposed == (key_of(rows[1]),)
    assert not found.is_safe


def test_an_attack_gives_the_least_and_the_greatest():
    rows = figures(40, area=(2, 10, 28))
    release = protect(broken_down(rows)).release
    assert attack(release) == {key_of(rows[1]): Interval(1, 11), key_of(rows[2]): Interval(1, 11)}


def test_an_attack_on_naive_hiding_finds_the_figure():
    table = broken_down(figures(40, area=(2, 10, 28)))
    naive = protect(table).release
    shown = {**naive.shown, "Q1 | area | area 2 | count": 10}
    single = type(naive)(shown, ("Q1 | area | area 1 | count",), (), naive.sums, 1)
    assert attack(single) == {"Q1 | area | area 1 | count": Interval(2, 2)}


def test_an_attack_on_what_contradicts_itself_says_so():
    release = protect(broken_down(figures(40, area=(2, 10, 28)))).release
    wrong = type(release)(
        {**release.shown, "Q1 |  |  | count": 1}, release.hidden, (), release.sums, release.floor
    )
    with pytest.raises(DisclosureError, match="contradict"):
        attack(wrong)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Table((), (), threshold=2), "must be 3 or more"),
        (lambda: Table((Cell("a", 1), Cell("a", 2)), ()), "same key"),
        (lambda: Table((Cell("a", -1),), ()), "cannot be below 0"),
        (lambda: Table((Cell("a", 1),), (Sum("a", ("b",)),)), "which is not a cell"),
        (lambda: broken_down(figures(40, area=(2, 10))), "add up to 12, but it is 40"),
        (lambda: broken_down(figures((9, 8))), "more than the 8"),
        (lambda: broken_down(figures((8, 9)), with_whole=True), "not added up over periods"),
    ],
)
def test_what_is_not_a_table_is_refused(make, told):
    with pytest.raises(DisclosureError, match=told):
        make()
