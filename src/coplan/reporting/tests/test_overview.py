"""The overview: what it says, to whom, and what it costs."""

import re
from datetime import date

import pytest
from django_scopes import scope

from coplan.need.models import Need
from coplan.outcomes.models import Element, Indicator, Reading
from coplan.partnerships import services
from coplan.planning.models import Milestone
from coplan.raid.models import Action, Risk

PAGE = "/p/living-well/"
LONG_AGO = date(2026, 2, 2)


def words(response):
    """The page's text with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def record(partnership, coordinator, coordinator_part, partner_person):
    """A partnership with something of each kind that the overview shows."""
    with scope(partnership=partnership):
        need = Need.objects.create(partnership=partnership, title="People wait too long for help.")
        outcome = Element.objects.create(
            partnership=partnership, tier="short", title="People are seen sooner", need=need
        )
        indicator = Indicator.objects.create(
            partnership=partnership,
            outcome=outcome,
            name="People seen",
            definition="Each person once.",
            unit="people",
            counts_people=True,
        )
        Reading.objects.create(
            partnership=partnership,
            indicator=indicator,
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 3, 31),
            figure=42,
            source="Case notes",
            by=coordinator,
        )
        Milestone.objects.create(
            partnership=partnership,
            title="A room is found",
            stage="pilot",
            due_on=LONG_AGO,
            first_due_on=LONG_AGO,
            owner=coordinator_part,
        )
        risk = Risk.objects.create(
            partnership=partnership, title="Too few referrals", probability=3, impact=4
        )
        Action.objects.create(
            partnership=partnership, title="Visit two practices", risk=risk, due_on=LONG_AGO
        )


@pytest.mark.parametrize(
    "role", ["coordinator", "partner_person", "service_user", "funder_person", "evaluator", "observer"]
)
def test_everyone_round_the_table_sees_it(request, signed_in, role):
    assert signed_in(request.getfixturevalue(role)).get(PAGE).status_code == 200


def test_an_outsider_and_the_programme_team_do_not(signed_in, outsider, programme_person, partnership):
    assert signed_in(outsider).get(PAGE).status_code == 404
    assert signed_in(programme_person).get(PAGE).status_code == 404


def test_an_empty_partnership_is_told_what_to_do_first(signed_in, coordinator):
    page = words(signed_in(coordinator).get(PAGE))
    assert "Begin with the need" in page
    assert "State the need" in page
    assert "no value map yet" in page


def test_it_says_what_is_due_and_whose_it_is(signed_in, coordinator, record):
    page = words(signed_in(coordinator).get(PAGE))
    assert "Due next 1 is yours" in page
    # Mine comes first although the other is as late
    assert page.index("A room is found") < page.index("Visit two practices")


def test_nothing_is_due_while_it_is_closed(signed_in, coordinator, record, partnership):
    services.close_partnership(partnership=partnership, reason="The work is over.", by=coordinator)
    page = words(signed_in(coordinator).get(PAGE))
    assert "Due next Nothing is due while the partnership is closed." in page
    assert "What is due The next three months" in words(signed_in(coordinator).get(f"{PAGE}due/"))
    assert "A room is found" not in words(signed_in(coordinator).get(f"{PAGE}due/"))


def test_it_counts_the_people_helped_and_shows_the_thread(signed_in, coordinator, record):
    page = words(signed_in(coordinator).get(PAGE))
    assert re.search(r"People helped .*?42 ", page)
    assert re.search(r"People are seen sooner Short-term outcome · 1 indicator No target", page)


def test_it_names_who_is_round_the_table_by_sector(signed_in, coordinator, record):
    page = words(signed_in(coordinator).get(PAGE))
    table = page[page.index("Round the table") :]
    assert table.index("Public") < table.index("Ewart Council") < table.index("Third sector")
    assert "Nobody who uses the service takes part yet." in table


def test_its_queries_do_not_grow_with_the_record(
    signed_in, coordinator, coordinator_part, partnership, record, django_assert_max_num_queries
):
    client = signed_in(coordinator)
    client.get(PAGE)
    with django_assert_max_num_queries(65) as few:
        client.get(PAGE)
    with scope(partnership=partnership):
        for at in range(20):
            Risk.objects.create(
                partnership=partnership,
                title=f"Risk {at}",
                probability=2,
                impact=2,
                owner=coordinator_part,
                review_on=LONG_AGO,
            )
            Milestone.objects.create(
                partnership=partnership,
                title=f"Step {at}",
                stage="pilot",
                due_on=LONG_AGO,
                first_due_on=LONG_AGO,
            )
            Element.objects.create(partnership=partnership, tier="short", title=f"Outcome {at}")
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(PAGE)
