"""The register of stakeholder groups and its grid."""

import pytest
from django_scopes import scope

from coplan.outcomes.models import Element
from coplan.stakeholders.models import StakeholderGroup

LIST = "/p/living-well/stakeholders/"


@pytest.fixture
def groups(partnership):
    with scope(partnership=partnership):
        return [
            StakeholderGroup.objects.create(partnership=partnership, **fields)
            for fields in (
                {"name": "People over 75", "sort": "service-users", "interest": 5, "influence": 2},
                {"name": "General practices", "sort": "public", "interest": 3, "influence": 4},
                {"name": "Taxi firms", "sort": "other"},
            )
        ]


def test_the_grid_places_the_groups_that_have_both_grades(signed_in, observer, groups):
    response = signed_in(observer).get(LIST)
    assert [[getattr(cell, "text", cell) for cell in row] for row in response.context["grid"].table.rows] == [
        ["General practices", "3", "4", "Work closely with"],
        ["People over 75", "5", "2", "Keep informed"],
    ]
    assert response.context["unplaced"] == [groups[2]]


def test_a_filter_narrows_the_grid_too(signed_in, observer, groups):
    rows = signed_in(observer).get(f"{LIST}?sort=&q=practices").context["grid"].table.rows
    assert [row[0].text for row in rows] == ["General practices"]


def test_a_group_without_grades_shows_empty_cells(signed_in, observer, groups):
    assert ">None<" not in signed_in(observer).get(LIST).content.decode()


def test_a_grade_beyond_five_is_refused_and_the_rest_is_kept(signed_in, coordinator, partnership):
    sent = {"name": "Carers", "sort": "carers", "interest": "6", "strategy": "Ask them first"}
    response = signed_in(coordinator).post(f"{LIST}add/", sent)
    assert response.status_code == 422
    assert "Ask them first" in response.content.decode()
    with scope(partnership=partnership):
        assert StakeholderGroup.objects.count() == 0


def test_a_group_with_outcomes_is_not_removed(signed_in, coordinator, groups, partnership):
    with scope(partnership=partnership):
        Element.objects.create(
            partnership=partnership, tier="short", title="People see somebody", stakeholder=groups[0]
        )
    client = signed_in(coordinator)
    assert "People see somebody" in client.get(f"{LIST}1/").content.decode()
    assert client.post(f"{LIST}1/remove/").status_code == 409
    assert client.post(f"{LIST}3/remove/").status_code == 302


@pytest.mark.parametrize("role", ["funder_person", "evaluator", "observer"])
def test_who_only_reads_may_not_change_groups(request, signed_in, role, groups):
    client = signed_in(request.getfixturevalue(role))
    assert client.get(f"{LIST}1/").status_code == 200
    response = client.post(f"{LIST}1/edit/", {"name": "x", "sort": "other", "version": "1"})
    assert response.status_code == 403
    assert "Change stakeholder groups" in response.content.decode()


def test_an_outsider_finds_nothing(signed_in, outsider, groups):
    client = signed_in(outsider)
    for address in ("", "1/", "add/"):
        assert client.get(f"{LIST}{address}").status_code == 404
