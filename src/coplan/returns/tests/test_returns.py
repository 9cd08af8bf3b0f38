"""A return from draft to approved, and the readings it makes."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from coplan.outcomes.models import Reading
from coplan.returns import services
from coplan.returns.checks import Answer
from coplan.returns.models import State
from coplan.returns.services.sending import ChangedMeanwhile
from coplan.returns.tests.conftest import FIRST, LAST, TODAY, figure, questions

pytestmark = pytest.mark.django_db


def readings():
    return {
        one.indicator.name: (one.figure, one.out_of, one.source, one.by.name, one.approved_by.name)
        for one in Reading.objects.filter(replaced_at=None).select_related("indicator", "by", "approved_by")
    }


def test_a_draft_keeps_what_is_there_so_far(in_scope, say, public_partner, contact):
    one = say(public_partner, contact, sending=False, visited=figure(30, source=""))
    assert one.state == State.DRAFT
    assert [(f.indicator.name, f.figure) for f in questions(one)] == [
        ("People visited", Decimal(30)),
        ("Seen twice a week", None),
        ("Weeks to the first visit", None),
    ]


def test_sending_says_all_that_is_missing(in_scope, say, public_partner, contact):
    with pytest.raises(ValidationError) as refused:
        say(public_partner, contact, visited=figure(30, source=""), week=figure(20))
    assert refused.value.messages == [
        "People visited, January to March 2026: Say where the figure comes from.",
        "Seen twice a week, January to March 2026: Enter what the count is out of, above 0.",
        "Weeks to the first visit, January to March 2026: Enter the figure; 0 is a figure too. If you do not "
        "have it, tick “Not known”.",
        "Weeks to the first visit, January to March 2026: Say where the figure comes from.",
    ]


def test_not_known_needs_its_reason_and_is_not_zero(in_scope, say, public_partner, contact):
    unknown = Answer(not_known=True)
    with pytest.raises(ValidationError, match="Say why it is not known"):
        say(public_partner, contact, visited=unknown, week=figure(20, 40), visit=figure(3))
    with pytest.raises(ValidationError, match="not both"):
        say(public_partner, contact, sending=False, visited=Answer(figure=Decimal(0), not_known=True))


def test_approved_figures_of_all_partners_become_one_reading(
    in_scope, both_sent, return_of, partner, public_partner, coordinator, second
):
    assert services.approve(one=return_of(public_partner), by=coordinator) == 1
    assert readings() == {
        "Weeks to the first visit": (Decimal(3), None, "Ewart Council: Register", "Mairi Grant", "Isla Reid")
    }
    assert services.approve(one=return_of(partner), by=second) == 2
    names = "Ewart Council: Register; Ferry House: Register"
    assert readings() == {
        "Weeks to the first visit": (Decimal(3), None, "Ewart Council: Register", "Mairi Grant", "Isla Reid"),
        "People visited": (Decimal(42), None, names, "Isla Reid", "Callum Fraser"),
        "Seen twice a week": (Decimal(25), Decimal(50), names, "Isla Reid", "Callum Fraser"),
    }


def test_nobody_approves_what_they_sent(in_scope, both_sent, return_of, partner, coordinator):
    with pytest.raises(ValidationError, match="You sent this return yourself"):
        services.approve(one=return_of(partner), by=coordinator)


def test_a_return_is_sent_back_with_a_reason_and_sent_again(
    in_scope, both_sent, return_of, public_partner, coordinator, contact, say
):
    one = return_of(public_partner)
    with pytest.raises(ValidationError, match="Say what is to be put right"):
        services.send_back(one=one, reason="", by=coordinator)
    services.send_back(one=one, reason="Is 30 the whole quarter?", by=coordinator)
    assert (return_of(public_partner).state, one.reason) == (State.RETURNED, "Is 30 the whole quarter?")
    again = say(public_partner, contact, visited=figure(33))
    assert (again.state, again.reason, again.sent_by) == (State.SENT, "", contact)
    states = list(again.history.order_by("history_date").values_list("state", flat=True))
    assert [state for at, state in enumerate(states) if at == 0 or state != states[at - 1]] == [
        "draft",
        "sent",
        "returned",
        "sent",
    ]


def test_a_sent_return_is_not_changed(in_scope, both_sent, say, public_partner, contact):
    with pytest.raises(ValidationError, match="was sent already"):
        say(public_partner, contact, visited=figure(31))


def test_closed_without_a_partner_the_reason_stays_with_the_reading(
    in_scope, say, asked, return_of, partner, public_partner, coordinator, contact, visited
):
    say(public_partner, contact, visited=figure(30), week=figure(20, 40), visit=figure(3))
    services.approve(one=return_of(public_partner), by=coordinator)
    question = (visited.pk, FIRST, LAST)
    with pytest.raises(ValidationError, match="Say why"):
        services.close_without(round=asked, question=question, reason="", by=coordinator)
    made = services.close_without(round=asked, question=question, reason="Their worker left.", by=coordinator)
    reading = Reading.objects.get(indicator=visited)
    assert (made, reading.figure, reading.note) == (
        1,
        Decimal(30),
        "Without figures from Ferry House: Their worker left.",
    )


def test_a_figure_that_comes_late_replaces_the_reading_closed_without_it(
    in_scope, say, asked, return_of, partner, public_partner, coordinator, second, contact, visited
):
    say(public_partner, contact, visited=figure(30), week=figure(20, 40), visit=figure(3))
    services.approve(one=return_of(public_partner), by=coordinator)
    question = (visited.pk, FIRST, LAST)
    services.close_without(round=asked, question=question, reason="Their worker left.", by=coordinator)
    say(partner, coordinator, visited=figure(12), week=figure(5, 10))
    services.approve(one=return_of(partner), by=second)
    now = Reading.objects.get(indicator=visited, replaced_at=None)
    assert (now.figure, now.note, now.replaces.figure) == (Decimal(42), "", Decimal(30))


def test_a_correction_keeps_the_old_figure_and_its_reason(
    in_scope, both_sent, say, return_of, partner, public_partner, coordinator, second, contact, visited
):
    services.approve(one=return_of(public_partner), by=coordinator)
    services.approve(one=return_of(partner), by=second)
    services.reopen(one=return_of(public_partner), reason="Two people counted twice.", by=coordinator)
    assert Reading.objects.get(indicator=visited, replaced_at=None).figure == Decimal(42)
    say(public_partner, contact, visited=figure(28))
    services.approve(one=return_of(public_partner), by=coordinator)
    now = Reading.objects.get(indicator=visited, replaced_at=None)
    assert (now.figure, now.reason, now.replaces.figure, now.is_approved) == (
        Decimal(40),
        "Two people counted twice.",
        Decimal(42),
        True,
    )
    assert Reading.objects.filter(indicator__name="Seen twice a week").count() == 1


def test_groups_must_add_up_and_are_added_up_by_group(
    in_scope, areas, asked, say, return_of, partner, public_partner, coordinator, second, contact, visited
):
    north, south, unknown = (one.pk for one in areas)
    parts = {north: (Decimal(20), None), south: (Decimal(8), None), unknown: (None, None)}
    with pytest.raises(ValidationError, match="add up to 28, the figure is 30: 2 are missing"):
        say(public_partner, contact, visited=figure(30, parts=parts), week=figure(1, 4), visit=figure(3))
    parts[unknown] = (Decimal(2), None)
    say(public_partner, contact, visited=figure(30, parts=parts), week=figure(1, 4), visit=figure(3))
    say(partner, coordinator, visited=figure(12, parts={north: (Decimal(12), None)}), week=figure(5, 10))
    services.approve(one=return_of(public_partner), by=coordinator)
    services.approve(one=return_of(partner), by=second)
    reading = Reading.objects.get(indicator=visited)
    assert {str(part) for part in reading.parts.all()} == {"North: 32", "South: 8", "Not known: 2"}


def test_two_people_in_one_return_do_not_overwrite_each_other_unseen(
    in_scope, say, return_of, public_partner, contact
):
    opened = return_of(public_partner).version
    say(public_partner, contact, sending=False, visited=figure(30))
    one = return_of(public_partner)
    with pytest.raises(ChangedMeanwhile):
        services.save_answers(
            one=one,
            answers={questions(one)[0].number: figure(31)},
            by=contact,
            today=TODAY,
            version=opened,
        )


def test_before_it_opens_nothing_is_filled_in(in_scope, return_of, public_partner, contact):
    one = return_of(public_partner)
    with pytest.raises(ValidationError, match="not opened yet"):
        services.save_answers(one=one, answers={}, by=contact, today=date(2026, 3, 1))


def test_not_known_by_one_partner_is_told_with_the_reading(
    in_scope, say, return_of, partner, public_partner, coordinator, second, contact, visited
):
    unknown = Answer(not_known=True, why_not_known="The log was lost.")
    say(public_partner, contact, visited=unknown, week=figure(20, 40), visit=unknown)
    say(partner, coordinator, visited=figure(12), week=figure(5, 10))
    services.approve(one=return_of(public_partner), by=coordinator)
    services.approve(one=return_of(partner), by=second)
    reading = Reading.objects.get(indicator=visited)
    assert (reading.figure, reading.note) == (
        Decimal(12),
        "Without figures from Ewart Council: The log was lost.",
    )
    assert not Reading.objects.filter(indicator__name="Weeks to the first visit").exists()


def test_a_reading_entered_by_hand_meanwhile_is_replaced_not_doubled(
    in_scope, make, both_sent, return_of, partner, public_partner, coordinator, second, visited
):
    make(
        Reading,
        indicator=visited,
        starts_on=FIRST,
        ends_on=LAST,
        figure=Decimal(40),
        source="Guess",
        by=coordinator,
    )
    services.approve(one=return_of(public_partner), by=coordinator)
    services.approve(one=return_of(partner), by=second)
    now = Reading.objects.get(indicator=visited, replaced_at=None)
    assert (now.figure, now.reason) == (Decimal(42), "Reported in RR-001")
