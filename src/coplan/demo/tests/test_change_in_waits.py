"""The example shows what a real change looks like: the waits are shorter than their usual ups and downs."""

from datetime import date

import pytest
from django_scopes import scope

from coplan.demo import loading
from coplan.engines import spc
from coplan.outcomes import inputs, queries
from coplan.partnerships.models import Partnership


@pytest.mark.django_db
def test_the_months_of_waits_end_in_an_improvement() -> None:
    loading.load(date(2026, 11, 22), with_documents=False)
    with scope(partnership=Partnership.objects.get(slug="living-well-together")):
        waits = queries.indicators().get(name="Weeks from referral to first meeting")
        series = inputs.series(waits)
    assert series is not None
    assert (series.points[0].on, series.points[-1].on) == (date(2025, 5, 31), date(2026, 10, 31))
    result = spc.calculate(series)
    found = [point.point_type for point in result.points]
    assert found == ["special_cause_concern"] * 9 + ["special_cause_improvement"] * 9
    assert (result.variation, result.assurance) == ("improvement_low", "hit_or_miss")
