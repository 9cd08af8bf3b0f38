"""Measures are complete enough to ask and to score."""

import pytest

from coplan.packs import pack
from coplan.packs.items import Choice, Measure

MEASURES = {measure.code: measure for measure in pack("scotland").measures()}


def test_only_measures_that_may_be_passed_on_are_here() -> None:
    assert {code: (len(each.items), each.scoring) for code, each in MEASURES.items()} == {
        "ons4": (4, "each"),
        "ucla3": (3, "sum"),
        "lonely": (1, "each"),
    }


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda each: each.code)
def test_choices_and_bands_cover_the_scale_once(measure: Measure) -> None:
    for item in measure.items:
        scale = list(range(item.low, item.high + 1))
        assert [choice.score for choice in item.choices] in ([], scale)
        banded = [score for band in item.bands for score in range(band.low, band.high + 1)]
        assert banded in ([], scale)
        assert item.better in {"higher", "lower"}
        assert item.choices or (item.low_label and item.high_label)


def test_the_three_items_on_loneliness_share_their_answers() -> None:
    answers = (Choice("Hardly ever or never", 1), Choice("Some of the time", 2), Choice("Often", 3))
    assert {item.choices for item in MEASURES["ucla3"].items} == {answers}


def test_only_anxiety_is_better_when_lower() -> None:
    assert [item.code for item in MEASURES["ons4"].items if item.better == "lower"] == ["anxiety"]


def test_the_doubtful_optimism_bias_is_marked() -> None:
    biases = pack("scotland").optimism_bias()
    assert [bias.category for bias in biases if bias.status != "read"] == ["outsourcing"]
    assert all(0 < bias.duration < bias.capital for bias in biases)
