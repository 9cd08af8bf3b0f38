"""The quantiles of Student's t against printed tables."""

from math import atan, inf, isclose, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coplan.engines.surveys import t_below, t_quantile

# NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2 (upper critical values), and R 4's qt() to six figures
PRINTED = [
    (0.975, 1, 12.7062),
    (0.975, 2, 4.30265),
    (0.975, 3, 3.18245),
    (0.975, 5, 2.57058),
    (0.975, 9, 2.26216),
    (0.975, 10, 2.22814),
    (0.975, 20, 2.08596),
    (0.975, 30, 2.04227),
    (0.975, 60, 2.0003),
    (0.975, 120, 1.97993),
    (0.95, 1, 6.31375),
    (0.95, 10, 1.81246),
    (0.99, 5, 3.36493),
    (0.995, 10, 3.16927),
    (0.999, 4, 7.17318),
    (0.975, inf, 1.95996),
]


@pytest.mark.parametrize(("below", "degrees", "printed"), PRINTED)
def test_a_quantile_is_the_printed_one(below: float, degrees: float, printed: float) -> None:
    assert float(f"{t_quantile(below, degrees):.6g}") == printed


@pytest.mark.parametrize("t", [-40.0, -3.2, -0.5, 0.0, 0.1, 1.0, 2.5, 12.7, 600.0])
def test_one_and_two_degrees_agree_with_their_closed_forms(t: float) -> None:
    assert isclose(t_below(t, 1), 0.5 + atan(t) / pi, rel_tol=1e-12)
    assert isclose(t_below(t, 2), 0.5 + t / (2 * sqrt(2 + t * t)), rel_tol=1e-10)


@given(st.floats(0.001, 0.999), st.floats(1, 5000))
def test_a_quantile_leads_back_to_its_share(below: float, degrees: float) -> None:
    assert isclose(t_below(t_quantile(below, degrees), degrees), below, rel_tol=1e-9)


@pytest.mark.parametrize(("below", "degrees"), [(0.0, 5), (1.0, 5), (0.5, 0), (0.9, -1)])
def test_what_has_no_quantile_is_refused(below: float, degrees: float) -> None:
    with pytest.raises(ValueError, match=r"between 0 and 1|above 0"):
        t_quantile(below, degrees)
