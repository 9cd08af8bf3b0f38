"""Targets and readings keep what they were: revised and corrected with a reason, never typed over."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from coplan.outcomes import queries, services
from coplan.outcomes.models import Reading, Target

PAGE = "/p/living-well/"


def targets(partnership):
    with scope(partnership=partnership):
        rows = Target.objects.order_by("number")
        return [(one.value, one.is_in_force, one.reason, one.replaces_id is not None) for one in rows]


def test_a_revised_target_keeps_the_old_one_and_why(signed_in, partner_person, visited, aim, partnership):
    aim(visited, 0, 40)
    client = signed_in(partner_person)
    response = client.post(f"{PAGE}indicators/targets/1/edit/", {"value": "30", "reason": "Began late"})
    assert response.url == f"{PAGE}indicators/1/"
    assert targets(partnership) == [(Decimal(40), False, "", False), (Decimal(30), True, "Began late", True)]
    page = client.get(response.url).content.decode()
    assert "<del>40 people</del> Began late (Mairi Grant" in page


def test_a_revision_needs_a_reason_and_keeps_what_was_typed(
    signed_in, partner_person, visited, aim, partnership
):
    aim(visited, 0, 40)
    response = signed_in(partner_person).post(
        f"{PAGE}indicators/targets/1/edit/", {"value": "30", "reason": ""}
    )
    assert response.status_code == 422
    assert 'value="30"' in response.content.decode()
    assert targets(partnership) == [(Decimal(40), True, "", False)]


def test_a_revision_to_the_same_figure_is_refused(signed_in, partner_person, visited, aim, partnership):
    aim(visited, 0, 40)
    response = signed_in(partner_person).post(
        f"{PAGE}indicators/targets/1/edit/", {"value": "40", "reason": "x"}
    )
    assert "The target is that already. Enter the new figure." in response.content.decode()
    assert targets(partnership) == [(Decimal(40), True, "", False)]


def test_a_corrected_reading_shows_both_figures(signed_in, partner_person, seen, enter, partnership):
    enter(seen, 0, 31, out_of=Decimal(50))
    client = signed_in(partner_person)
    sent = {"figure": "32", "out_of": "50", "source": "Register", "reason": "A form was found"}
    response = client.post(f"{PAGE}readings/1/edit/", sent)
    assert response.url == f"{PAGE}indicators/1/"
    page = client.get(response.url).content.decode()
    assert "64% (32 of 50)" in page
    assert "<del>62% (31 of 50)</del> A form was found (Mairi Grant" in page
    old = client.get(f"{PAGE}readings/1/").content.decode()
    assert "This figure was replaced" in old
    assert f'href="{PAGE}readings/2/">64% (32 of 50)</a>' in old


def test_a_percentage_is_never_corrected_without_what_it_is_out_of(signed_in, partner_person, seen, enter):
    enter(seen, 0, 31, out_of=Decimal(50))
    sent = {"figure": "62", "out_of": "", "source": "Register", "reason": "x"}
    response = signed_in(partner_person).post(f"{PAGE}readings/1/edit/", sent)
    assert response.status_code == 422
    sent["out_of"] = "50"
    page = signed_in(partner_person).post(f"{PAGE}readings/1/edit/", sent).content.decode()
    assert "The count cannot be more than what it is out of." in page


def test_a_figure_that_was_replaced_cannot_be_replaced_again(visited, enter, coordinator, in_scope):
    wrong = enter(visited, 0, 31)
    right = services.correct_reading(reading=wrong, figure=Decimal(30), reason="Twice", by=coordinator)
    assert queries.in_force_of(wrong) == right
    with pytest.raises(ValidationError, match="replaced already"):
        services.correct_reading(reading=wrong, figure=Decimal(29), reason="Again", by=coordinator)


def test_the_page_of_a_replaced_figure_offers_no_change(
    signed_in, partner_person, visited, enter, partnership
):
    enter(visited, 0, 31)
    client = signed_in(partner_person)
    client.post(f"{PAGE}readings/1/edit/", {"figure": "30", "source": "Register", "reason": "Twice"})
    assert client.get(f"{PAGE}readings/1/edit/").url == f"{PAGE}readings/1/"
    assert client.get(f"{PAGE}readings/1/remove/").status_code == 404
    assert "edit/" not in client.get(f"{PAGE}readings/1/").content.decode()


def test_the_list_shows_what_is_in_force(signed_in, partner_person, visited, enter):
    enter(visited, 0, 31)
    client = signed_in(partner_person)
    client.post(f"{PAGE}readings/1/edit/", {"figure": "30", "source": "Register", "reason": "Twice"})
    page = client.get(f"{PAGE}readings/").content.decode()
    assert "RE-002" in page
    assert "RE-001" not in page


def test_a_reading_form_begins_with_the_next_period_and_the_last_source(
    signed_in, partner_person, visited, enter
):
    enter(visited, 0, 31)
    form = signed_in(partner_person).get(f"{PAGE}readings/add/?indicator=1").context["form"]
    assert (form.initial["starts_on"], form.initial["ends_on"], form.initial["source"]) == (
        date(2025, 4, 1),
        date(2025, 6, 30),
        "Register",
    )


def test_a_target_form_begins_with_the_next_period(signed_in, partner_person, visited, aim):
    aim(visited, 0, 40)
    form = signed_in(partner_person).get(f"{PAGE}indicators/targets/add/?indicator=1").context["form"]
    assert (form.initial["starts_on"], form.initial["ends_on"]) == (date(2025, 4, 1), date(2025, 6, 30))


def test_a_reading_is_added_with_who_entered_it(signed_in, partner_person, visited, partnership):
    sent = {
        "indicator": visited.pk,
        "starts_on": "2025-01-01",
        "ends_on": "2025-03-31",
        "figure": "1,204",
        "source": "Visit book",
    }
    response = signed_in(partner_person).post(f"{PAGE}readings/add/?indicator=1", sent)
    assert response.url == f"{PAGE}readings/1/"
    with scope(partnership=partnership):
        assert [(one.figure, one.by) for one in Reading.objects.all()] == [(Decimal(1204), partner_person)]


def test_two_readings_never_cover_the_same_days(signed_in, partner_person, visited, enter, partnership):
    enter(visited, 0, 31)
    sent = {
        "indicator": visited.pk,
        "starts_on": "2025-03-01",
        "ends_on": "2025-04-30",
        "figure": "5",
        "source": "Visit book",
    }
    response = signed_in(partner_person).post(f"{PAGE}readings/add/", sent)
    assert response.status_code == 422
    assert "There is a reading for January to March 2025 already." in response.content.decode()


def test_a_period_that_has_not_begun_has_no_reading(signed_in, partner_person, visited):
    sent = {
        "indicator": visited.pk,
        "starts_on": "2096-03-01",
        "ends_on": "2096-04-30",
        "figure": "5",
        "source": "x",
    }
    response = signed_in(partner_person).post(f"{PAGE}readings/add/", sent)
    assert "This period has not begun yet." in response.content.decode()


@pytest.mark.parametrize("role", ["service_user", "funder_person", "observer"])
def test_who_does_not_work_on_evidence_may_not_correct(request, signed_in, role, visited, enter, aim):
    enter(visited, 0, 31)
    aim(visited, 0, 40)
    client = signed_in(request.getfixturevalue(role))
    for address in ("readings/1/edit/", "indicators/targets/1/edit/"):
        assert client.get(f"{PAGE}{address}").status_code == 403


def test_an_outsider_finds_no_figure(signed_in, outsider, visited, enter, aim):
    enter(visited, 0, 31)
    aim(visited, 0, 40)
    client = signed_in(outsider)
    for address in (
        "readings/",
        "readings/1/",
        "readings/1/edit/",
        "indicators/1/",
        "indicators/targets/1/edit/",
    ):
        assert client.get(f"{PAGE}{address}").status_code == 404


def test_an_indicator_with_its_own_figures_can_be_removed(
    signed_in, partner_person, visited, enter, aim, partnership
):
    enter(visited, 0, 31)
    aim(visited, 0, 40)
    client = signed_in(partner_person)
    assert client.post(f"{PAGE}indicators/1/remove/").status_code == 302
    assert client.get(f"{PAGE}readings/1/").status_code == 404
    client.post(f"{PAGE}indicators/1/restore/")
    assert client.get(f"{PAGE}readings/1/").status_code == 200


def test_the_lists_cost_the_same_queries_however_long(
    signed_in, partner_person, make, chain, enter, aim, django_assert_max_num_queries
):
    from coplan.outcomes.models import Indicator

    for number in range(12):
        made = make(Indicator, outcome=chain[2], name=f"Count {number}", definition="-", unit="people")
        enter(made, 0, number)
        aim(made, 0, 5)
    client = signed_in(partner_person)
    client.get(f"{PAGE}indicators/")
    for address in ("indicators/", "readings/", "indicators/targets/", "indicators/1/"):
        with django_assert_max_num_queries(16):
            client.get(f"{PAGE}{address}")


def test_an_imported_file_adds_readings_but_never_types_over_one(
    signed_in, partner_person, visited, enter, partnership
):
    enter(visited, 0, 31)
    client = signed_in(partner_person)
    file = "Reference,Indicator,Period from,Period to,Figure,Source\n"
    file += "RE-001,People visited,2025-01-01,2025-03-31,99,Register\n"
    file += ",People visited,2025-04-01,2025-06-30,29,Register\n"
    sent = client.post(
        f"{PAGE}readings/import/", {"file": SimpleUploadedFile("r.csv", file.encode())}, follow=True
    )
    page = sent.content.decode()
    assert "A figure that is stored is not typed over." in page
    assert "Import the 1 good row only" in page


@pytest.mark.parametrize("value", ["-1", "101"])
def test_a_target_of_a_percentage_is_one(signed_in, partner_person, seen, aim, partnership, value):
    aim(seen, 0, 60)
    page = (
        signed_in(partner_person)
        .post(f"{PAGE}indicators/targets/1/edit/", {"value": value, "reason": "x"})
        .content.decode()
    )
    assert "A percentage is between 0 and 100: 60 means 60%." in page
    assert targets(partnership) == [(Decimal(60), True, "", False)]


def test_a_count_is_never_below_nothing(visited, enter, coordinator, in_scope):
    right = enter(visited, 0, 31)
    with pytest.raises(ValidationError, match="A count cannot be less than 0"):
        services.correct_reading(reading=right, figure=Decimal(-1), reason="x", by=coordinator)


def test_an_indicator_with_readings_keeps_its_measure(visited, enter, in_scope):
    enter(visited, 0, 31)
    visited.measured = "money"
    visited.counts_people = False
    with pytest.raises(ValidationError, match="taken in another way"):
        visited.full_clean()


def test_a_removed_reading_whose_place_is_taken_is_not_put_back(
    signed_in, partner_person, visited, enter, partnership
):
    enter(visited, 0, 31)
    client = signed_in(partner_person)
    client.post(f"{PAGE}readings/1/remove/")
    enter(visited, 0, 30)
    page = client.post(f"{PAGE}readings/1/restore/", follow=True).content.decode()
    assert "cannot be put back: There is a reading for January to March 2025 already." in page
    with scope(partnership=partnership):
        assert [one.figure for one in Reading.objects.all()] == [Decimal(30)]
