"""Whatever the figures: nobody works out what is hidden. Checked against trying out every number."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from coplan.engines.disclosure import Figure, attack, broken_down, protect

THRESHOLDS = st.integers(3, 10)


@st.composite
def one_period(draw, period="Q1", most=14):
    """One to three breakdowns of the same total."""
    first = draw(st.lists(st.integers(0, most), min_size=1, max_size=4))
    total = sum(first)
    rows = [Figure(period, total), *_groups(period, "b0", first)]
    for at in range(1, draw(st.integers(1, 3))):
        cuts = sorted(draw(st.lists(st.integers(0, total), max_size=3)))
        counts = [after - before for before, after in zip([0, *cuts], [*cuts, total], strict=True)]
        rows += _groups(period, f"b{at}", counts)
    return rows


def _groups(period, breakdown, counts):
    return [Figure(period, count, None, breakdown, f"g{at}") for at, count in enumerate(counts)]


@st.composite
def percentages(draw):
    pairs = draw(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=4))
    groups = [Figure("Q1", count, count + rest, "b", f"g{at}") for at, (count, rest) in enumerate(pairs)]
    return [Figure("Q1", sum(one.count for one in groups), sum(one.out_of for one in groups)), *groups]


@st.composite
def several_periods(draw):
    areas = draw(st.integers(2, 3))
    rows = []
    for period in ("Q1", "Q2", "Q3"):
        counts = draw(st.lists(st.integers(0, 14), min_size=areas, max_size=areas))
        rows += [Figure(period, sum(counts)), *_groups(period, "b", counts)]
    return rows


def _check(table):
    found = protect(table)
    assert found.exposed == ()
    for key, interval in attack(found.release).items():
        cell = table.by_key[key]
        if cell.printed:
            assert not interval.is_exact, key
        if table.is_small(cell):
            assert interval.hides(table.threshold), key
    for one in found.verdicts:
        assert one.value in {None, table.by_key[one.key].count}
        assert one.value is not None or one.why is not None
        assert one.value is None or not table.is_small(table.by_key[one.key])
    return found


@given(one_period(), THRESHOLDS, st.booleans())
@settings(max_examples=150, deadline=None)
def test_no_hidden_figure_of_several_breakdowns_is_found(rows, threshold, zeros):
    _check(broken_down(rows, threshold=threshold, zeros_shown=zeros))


@given(percentages(), THRESHOLDS, st.booleans())
@settings(max_examples=150, deadline=None)
def test_no_hidden_figure_of_percentages_is_found(rows, threshold, zeros):
    _check(broken_down(rows, threshold=threshold, zeros_shown=zeros))


@given(several_periods(), THRESHOLDS)
@settings(max_examples=60, deadline=None)
def test_no_hidden_figure_is_found_from_all_periods(rows, threshold):
    _check(broken_down(rows, threshold=threshold, with_whole=True))


@given(one_period(most=9), THRESHOLDS)
@settings(max_examples=60, deadline=None)
def test_trying_every_number_finds_no_more_than_the_attack(rows, threshold):
    """Independent of linear programming: whole numbers that fit, tried out one by one."""
    table = broken_down(rows, threshold=threshold)
    release = protect(table).release
    if not release.hidden:
        return
    intervals, possible = attack(release), _possible(release, 50)
    for key in release.hidden:
        values = possible[key]
        assert min(values) == intervals[key].low
        if intervals[key].high is not None:
            assert max(values) == intervals[key].high
        assert len(values) > 1
        if table.is_small(table.by_key[key]):
            assert len(values) >= threshold
            assert max(values) >= threshold


def _possible(release, most):
    """Every value that each hidden figure has in some way to fill the table with whole numbers."""
    total = release.sums[0].total
    found = {key: set() for key in release.hidden}
    for value in [release.shown[total]] if total in release.shown else range(release.floor, most):
        ways = [_ways(release, one.parts, value) for one in release.sums]
        if not all(ways):
            continue
        for one, values in zip(release.sums, ways, strict=True):
            for way in values:
                for key, part in zip(one.parts, way, strict=True):
                    if key in found:
                        found[key].add(part)
        if total in found:
            found[total].add(value)
    return found


def _ways(release, parts, total):
    """All ways to fill parts that add up to a total."""
    open_ones = [key for key in parts if key not in release.shown]
    left = total - sum(release.shown.get(key, 0) for key in parts)
    if not open_ones:
        return [tuple(release.shown[key] for key in parts)] if left == 0 else []
    ways = []
    for chosen in product(range(release.floor, left + 1), repeat=len(open_ones) - 1):
        last = left - sum(chosen)
        if last >= release.floor:
            values = dict(zip(open_ones, (*chosen, last), strict=True))
            ways.append(tuple(release.shown.get(key, values.get(key)) for key in parts))
    return ways


@given(one_period(), THRESHOLDS)
@settings(max_examples=40, deadline=None)
def test_the_same_table_is_hidden_the_same_way(rows, threshold):
    first, second = (protect(broken_down(rows, threshold=threshold)) for _ in range(2))
    assert first == second


@given(one_period(), st.data())
@settings(max_examples=60, deadline=None)
def test_what_two_releases_show_together_gives_nothing_away(rows, data):
    """The second shows another breakdown; what the first hid or showed is taken into account."""
    first_rows = [row for row in rows if row.breakdown in {"", "b0"}]
    threshold = data.draw(THRESHOLDS)
    first = protect(broken_down(first_rows, threshold=threshold))
    gone = {one.key for one in first.verdicts if one.value is None}
    known = set(first.release.shown)
    table = broken_down(rows, threshold=threshold, known=known, hidden_before=gone)
    second = protect(table)
    assert gone <= {one.key for one in second.verdicts if one.value is None}
    if second.is_safe:
        for key, interval in attack(second.release).items():
            assert not interval.is_exact, key
