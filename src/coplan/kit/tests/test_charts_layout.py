"""Lettering, axes, colours, and the order and place of boxes in the logic model."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coplan.kit.charts import palette
from coplan.kit.charts.figures import COUNT, POUNDS_AND_PENCE, Unit, axis
from coplan.kit.charts.lettering import measure, shorten, wrap
from coplan.kit.charts.logic_layout import BOX, lay_out
from coplan.kit.charts.logic_model import path_of
from coplan.kit.charts.ordering import crossings, order_columns, place_column


@given(st.text(max_size=200), st.floats(min_value=20, max_value=400))
def test_wrapped_lines_fit(content: str, width: float) -> None:
    wrapped = wrap(content, width, 13, most=3)
    assert len(wrapped.lines) <= 3
    assert all(measure(line, 13) <= width + 1e-6 for line in wrapped.lines)


def test_wrap_keeps_every_word_or_says_it_cut() -> None:
    whole = wrap("Older people have company at least once a week", 140, 13, most=4)
    assert (" ".join(whole.lines), whole.cut) == ("Older people have company at least once a week", False)
    cut = wrap("Older people have company at least once a week", 140, 13, most=2)
    assert cut.cut
    assert cut.lines[-1].endswith("…")


def test_shorten_leaves_what_fits() -> None:
    assert shorten("Need", 100, 14) == "Need"
    assert shorten("Scottish Government Reducing Reoffending", 100, 14) == "Scottish Gov…"


@given(st.floats(-1e7, 1e7), st.floats(0.001, 1e7))
def test_axis_covers_its_range_with_few_marks(low: float, reach: float) -> None:
    found = axis(low, low + reach)
    slack = found.step * 1e-6
    assert found.low <= low + slack
    assert found.high >= low + reach - slack
    assert 2 <= len(found.marks) <= 12


def test_axis_of_one_value_still_has_marks() -> None:
    assert axis(3, 3).marks == (2.0, 2.5, 3.0, 3.5, 4.0)


def test_figures_are_written_with_units_and_a_true_minus() -> None:
    assert POUNDS_AND_PENCE.write(1234.5) == "£1,234.50"
    assert POUNDS_AND_PENCE.write(-2) == "−£2.00"
    assert Unit(after="%").write(12, signed=True) == "+12%"
    assert POUNDS_AND_PENCE.mark(1.5, 0.5) == "£1.50"
    assert [COUNT.mark(value, 2.5) for value in (0, 2.5, 7.5)] == ["0.0", "2.5", "7.5"]
    assert COUNT.mark(0.75, 0.25) == "0.75"
    assert COUNT.mark(7500, 2500) == "7,500"


@pytest.mark.parametrize(
    "colour", [palette.ACCENT, palette.GOOD, palette.WARN, palette.BAD, palette.CHANGED, palette.EDGE]
)
def test_marks_stand_out_on_white(colour: str) -> None:
    assert contrast(colour, palette.PAPER) >= 3


@pytest.mark.parametrize("ink", [palette.INK, palette.MUTED])
def test_words_are_readable_on_paper_and_wash(ink: str) -> None:
    assert contrast(ink, palette.WASH) >= 4.5
    assert contrast(ink, palette.ACCENT_PALE) >= 4.5


@pytest.mark.parametrize("tone", sorted(palette.BAND_GROUNDS))
def test_words_are_readable_on_every_band(tone: str) -> None:
    assert contrast(palette.BAND_INKS[tone], palette.BAND_GROUNDS[tone]) >= 4.5


@pytest.mark.parametrize("colour", palette.SERIES)
def test_series_stand_out_on_white(colour: str) -> None:
    assert contrast(colour, palette.PAPER) >= 3


def contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG 2.2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_ordering_untangles_crossed_links() -> None:
    columns = [["a", "b", "c"], ["z", "y", "x"]]
    after = {"a": ["x"], "b": ["y"], "c": ["z"]}
    before = {"x": ["a"], "y": ["b"], "z": ["c"]}
    assert crossings(columns, after) == 3
    assert crossings(order_columns(columns, before, after), after) == 0


def test_placed_boxes_keep_their_order_and_gap() -> None:
    sizes = dict.fromkeys("abc", 40.0)
    assert place_column(list("abc"), sizes, {"a": 50, "b": 50, "c": 300}, 10) == {
        "a": 5.0,
        "b": 55.0,
        "c": 280.0,
    }


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=40))
def test_boxes_never_overlap_whatever_is_linked(pairs: list[tuple[int, int]]) -> None:
    places = {str(n): n % 6 for n in range(12)}
    links = tuple(dict.fromkeys((str(a), str(b)) for a, b in pairs))
    heights = dict.fromkeys(places, 60.0)
    layout = lay_out(places, heights, links, 6, 40)
    for column in range(6):
        tops = sorted(y for x, y in layout.corners.values() if x == layout.column_left(column))
        assert all(below - above >= 60 for above, below in pairwise(tops))
    assert set(layout.routes) == set(links)
    assert layout.width > 6 * BOX


def test_path_holds_all_that_a_box_rests_on_and_leads_to() -> None:
    links = (("a", "b"), ("b", "c"), ("c", "d"), ("x", "c"), ("c", "a"))
    assert path_of("b", links) == {"a", "b", "c", "d", "x"}
    assert path_of("x", (("a", "b"), ("x", "b"), ("b", "c"))) == {"x", "b", "c"}
