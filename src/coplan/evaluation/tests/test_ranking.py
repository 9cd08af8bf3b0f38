"""Points out of 100, and equal points share a rank."""

from fractions import Fraction

from coplan.evaluation.ranking import Place, rank


def test_points_are_weight_times_mean_over_four():
    found = rank({1: 60, 2: 40}, {7: [{1: 4, 2: 2}, {1: 2, 2: 1}], 8: [{1: 4, 2: 4}, {1: 4, 2: 4}]})
    assert found == [
        Place(8, 1, False, Fraction(100), ((1, Fraction(4)), (2, Fraction(4)))),
        Place(7, 2, False, Fraction(60), ((1, Fraction(3)), (2, Fraction(3, 2)))),
    ]


def test_a_tie_is_called_one_and_the_next_rank_is_left_out():
    found = rank({1: 100}, {3: [{1: 1}], 1: [{1: 2}], 2: [{1: 2}]})
    assert [(one.candidate, one.rank, one.tied) for one in found] == [
        (1, 1, True), (2, 1, True), (3, 3, False),
    ]  # fmt: skip


def test_whom_nobody_scored_has_nothing():
    assert rank({1: 100}, {3: []}) == [Place(3, 1, False, Fraction(0), ())]
