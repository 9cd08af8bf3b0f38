"""The example shows what a real change looks like: the waits are shorter than their usual ups and downs."""

from datetime import date

import pytest
from django.urls import get_resolver
from django_scopes import scope

from coplan.demo import loading
from coplan.engines import spc
from coplan.outcomes import annotations, inputs, queries, rebasing
from coplan.partnerships.models import Partnership
from coplan.pilots.models import ServiceChange


@pytest.mark.django_db
def test_the_months_of_waits_show_both_changes() -> None:
    # Marks lead to pages, whose addresses are known once all are loaded
    assert get_resolver().url_patterns
    loading.load(date(2026, 11, 22), with_documents=False)
    with scope(partnership=Partnership.objects.get(slug="living-well-together")):
        waits = queries.indicators().get(name="Weeks from referral to first meeting")
        plain = inputs.series(waits)
        series = inputs.series(waits, rebasing.days_by_indicator()[waits.pk])
        marked = [(one.on, one.label) for one in annotations.of_indicator(waits)]
        undecided = [
            one.what for one in ServiceChange.objects.all() if not one.group_id and not one.person_id
        ]
    assert plain is not None
    assert series is not None
    assert (series.points[0].on, series.points[-1].on) == (date(2024, 10, 31), date(2026, 10, 31))
    before = [point.point_type for point in spc.calculate(plain).points]
    assert before == ["special_cause_concern"] * 13 + ["special_cause_improvement"] * 12
    result = spc.calculate(series)
    assert [group.points for group in result.groups] == [13, 12]
    # Since the first change, the second shows against the new limits
    found = [point.point_type for point in result.points]
    assert found[:18] == ["common_cause"] * 18
    assert found[18:] == ["special_cause_improvement"] * 7
    assert (result.variation, result.assurance) == ("improvement_low", "hit_or_miss")
    assert [day for day, _label in marked] == [date(2025, 11, 1), date(2026, 4, 1)]
    assert undecided == []
