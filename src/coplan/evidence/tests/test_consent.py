"""One function says whether an item may leave: everybody it is about agreed, and still agrees."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from coplan.evidence import consent, services
from coplan.evidence.consent import Verdict, may_leave
from coplan.evidence.models import Item, Use
from coplan.evidence.tests.conftest import agree

TODAY = date(2027, 3, 3)


@pytest.fixture(autouse=True)
def _open(in_scope):
    """Every test here is below the page."""


def words(item: Item, use: str = Use.REPORTS) -> tuple[bool, str]:
    verdict = may_leave(Item.every.get(pk=item.pk), use, TODAY)
    return verdict.allowed, verdict.words


def test_nothing_leaves_without_consent(silent):
    assert words(silent) == (False, "No consent is recorded, so it stays inside the workspace.")


def test_what_is_about_nobody_needs_none(make_item):
    room = make_item("The empty hall", about="nobody", sort="photo")
    assert may_leave(room, Use.PUBLISHED, TODAY) == Verdict(
        True, "No person can be told from it, so no consent is needed."
    )


def test_consent_counts_use_by_use(heard):
    assert words(heard) == (True, "There is consent, without an end.")
    assert words(heard, Use.PUBLISHED) == (False, "The consent does not cover this: Publication.")


def test_the_last_day_still_counts(make_item):
    held = make_item("Until today", consent={"for_reports": True, "until": TODAY})
    assert words(held) == (True, "There is consent until 3 March 2027.")
    assert may_leave(held, Use.REPORTS, date(2027, 3, 4)).words == "The consent ended on 3 March 2027."


def test_withdrawing_takes_effect_at_once(heard, coordinator):
    services.withdraw(consent=heard.consents.get(), reason="", today=TODAY, by=coordinator)
    assert words(heard) == (False, "The consent was withdrawn on 3 March 2027.")


def test_a_consent_is_withdrawn_once(heard, coordinator):
    services.withdraw(consent=heard.consents.get(), reason="", today=TODAY, by=coordinator)
    with pytest.raises(ValidationError, match="withdrawn already"):
        services.withdraw(consent=heard.consents.get(), reason="", today=TODAY, by=coordinator)


def test_everybody_in_it_must_agree(heard, coordinator):
    second = agree(heard, given_by="consent form 15", for_reports=True)
    services.withdraw(consent=second, reason="", today=TODAY, by=coordinator)
    assert words(heard)[0] is False


def test_a_renewed_consent_takes_the_place_of_the_old_one(make_item):
    held = make_item("Renewed", consent={"for_reports": True, "until": date(2026, 6, 1)})
    assert words(held)[0] is False
    agree(held, replaces=held.consents.get(), for_reports=True, until=date(2028, 6, 1))
    assert words(held) == (True, "There is consent until 1 June 2028.")


def test_for_a_child_a_parent_agrees_and_says_on_what_grounds(make_item):
    child = make_item("Saturday walk", about="child")
    with pytest.raises(ValidationError) as refused:
        agree(child, for_reports=True)
    assert refused.value.message_dict == {
        "manner": ["This person cannot consent alone. Choose who gave it: a parent, guardian or carer."]
    }
    with pytest.raises(ValidationError) as refused:
        agree(child, for_reports=True, manner="guardian")
    assert refused.value.message_dict == {"capacity": ["Say who decided and on what grounds."]}
    agree(child, for_reports=True, manner="guardian", capacity="Her mother; she wants to be in it.")
    assert words(child)[0] is True


def test_an_item_that_turns_out_to_be_about_a_child_stays_until_a_parent_agrees(heard):
    heard.about = "child"
    heard.save()
    assert words(heard) == (False, "Nobody who may decide for the person has agreed.")


def test_what_is_in_the_bin_stays(heard):
    heard.remove()
    assert words(heard) == (False, "It is in the recycle bin.")


def test_a_name_is_shown_only_if_all_agreed_to_names(heard, make_item):
    assert consent.attribution(heard) == "a walker of 71"
    named = make_item(
        "With a name", consent={"for_reports": True, "naming": "named", "name_shown": "Big Tam"}
    )
    assert consent.attribution(named) == "Big Tam"


def test_a_quote_is_always_somebodys(partnership, make_item):
    item = make_item("Whose?")
    item.about = "nobody"
    with pytest.raises(ValidationError, match="Say whose they are"):
        item.full_clean()


def test_the_due_list_names_it_sixty_days_before(make_item, partnership):
    from coplan.evidence import queries

    held = make_item("Ends in May", consent={"for_reports": True, "until": date(2027, 5, 2)})
    with scope(partnership=partnership):
        assert [one.item for one in queries.consents_ending(TODAY)] == [held]
        assert queries.consents_ending(date(2027, 3, 2)) == []
