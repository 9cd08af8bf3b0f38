"""Every case of the NHS reference implementation: limits, labels and icons."""

from typing import Any

import pytest

from coplan.engines.spc import Result, calculate, read_series
from coplan.engines.spc.tests.cases import CASES, document, limits

CAUSES = {
    "Common Cause": "none",
    "Above UCL": "outside_limits_high",
    "Below LCL": "outside_limits_low",
    "7 Point Trend (Increasing)": "trend_up",
    "7 Point Trend (Decreasing)": "trend_down",
    "2 in 3 Above CL": "two_of_three_high",
    "2 in 3 Below CL": "two_of_three_low",
    "7 Points Above CL": "shift_high",
    "7 Points Below CL": "shift_low",
}
ASSURANCES = {"consistent_pass": "pass", "consistent_fail": "fail", "inconsistent": "hit_or_miss", None: None}

each_case = pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])


def worked(case: dict[str, Any]) -> Result:
    return calculate(read_series(document(case)))


def test_the_cases_show_every_rule_both_ways() -> None:
    assert {cause for case in CASES for cause in case["special_cause_type"]} == set(CAUSES)
    assert len(CASES) == 32


@each_case
def test_means_and_limits(case: dict[str, Any]) -> None:
    found, expected = limits(worked(case)), [tuple(row) for row in case["limits"]]
    assert len(found) == len(expected)
    for mine, theirs in zip(found, expected, strict=True):
        assert mine == pytest.approx(theirs, rel=1e-9, abs=1e-10)


@each_case
def test_groups_special_causes_and_point_types(case: dict[str, Any]) -> None:
    points = worked(case).points
    assert [point.group for point in points] == case["groups"]
    assert [point.special_cause for point in points] == [CAUSES[told] for told in case["special_cause_type"]]
    assert [point.point_type for point in points] == case["point_type"]


@each_case
def test_variation_and_assurance(case: dict[str, Any]) -> None:
    result = worked(case)
    assert (result.variation, result.assurance) == (case["variation"], ASSURANCES[case["assurance"]])
