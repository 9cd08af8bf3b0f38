"""The checks a map's page makes: what they find, that silence never settles them, and that replies stay."""

from decimal import Decimal
from itertools import pairwise

import pytest
from django.utils import timezone
from django_scopes import scope

from coplan.outcomes.models import Element, Link
from coplan.stakeholders.models import StakeholderGroup
from coplan.value import checks, queries
from coplan.value.models import Part, Reply, Say, Statement, ValueMap, ValueOutcome

CHECKS = "/p/living-well/value-maps/1/checks/"


def verdicts(partnership):
    """What each check finds, by its code."""
    with scope(partnership=partnership):
        rows = queries.rows_of(ValueMap.objects.get(number=1))
        facts = checks.gather(rows, "living-well", timezone.localdate())
        return {one.check.code: one for each in checks.run(facts) for one in each.verdicts}


def words(partnership, code):
    return [finding.found.words for finding in verdicts(partnership)[code].findings]


@pytest.fixture
def another(partnership, value_map):
    """A second outcome of the same map, made from what is given."""

    def make(**given):
        fields = {"code": "b", "title": "Something else", "quantity": 5, "proxy": 10, **given}
        with scope(partnership=partnership):
            return ValueOutcome.objects.create(partnership=partnership, value_map=value_map, **fields)

    return make


@pytest.fixture
def walkers(partnership):
    with scope(partnership=partnership):
        return StakeholderGroup.objects.create(partnership=partnership, name="Walkers", sort="service-users")


def test_an_untouched_map_passes_hardly_any(partnership, value_map):
    found = verdicts(partnership)
    content = {code for code, one in found.items() if one.state == checks.State.GOOD}
    assert content == {"asked", "screened", "calculated", "revised", "readings", "prices", "twice", "chain", "groups",
                       "elsewhere"} - {"screened"}  # fmt: skip
    assert {each.principle for each in (one.check for one in found.values())} == {
        code for code, _name in checks.PRINCIPLES
    }


def test_a_group_that_was_not_asked_is_found_until_its_say_is_recorded(partnership, outcome, walkers):
    with scope(partnership=partnership):
        outcome.stakeholder = walkers
        outcome.save()
    assert words(partnership, "asked") == [
        "Walkers: nothing says that they were asked what changes for them."
    ]
    with scope(partnership=partnership):
        Say.objects.create(
            partnership=partnership, value_map=outcome.value_map, stakeholder=walkers, how="group",
            asked_on=timezone.localdate(), people=14, said="Company matters most.",
        )  # fmt: skip
    assert words(partnership, "asked") == []


def test_looking_for_harm_is_a_negative_row_or_a_word_about_it(partnership, value_map, another):
    assert len(words(partnership, "negative")) == 1
    with scope(partnership=partnership):
        said = Statement.objects.create(
            partnership=partnership, value_map=value_map, part=Part.NEGATIVE, text="Asked about falls: none."
        )
    assert words(partnership, "negative") == []
    with scope(partnership=partnership):
        said.remove()
    another(proxy=Decimal(-20))
    assert words(partnership, "negative") == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": "Feeling fitter"}, []),
        ({"title": "They feel fitter"}, ["a Feel fitter and b They feel fitter say nearly the same."]),
    ],
)
def test_rows_that_say_nearly_the_same(partnership, another, given, said):
    another(**given)
    assert words(partnership, "twice") == said


def test_rows_with_the_same_proxy(partnership, outcome, another):
    with scope(partnership=partnership):
        outcome.proxy_name = "Gym for a year"
        outcome.save()
    another(proxy_name="gym for a year ")
    assert words(partnership, "twice") == ["a Feel fitter and b Something else are valued by the same proxy."]


def test_a_change_and_what_follows_from_it_over_several_links(partnership, outcome, another):
    with scope(partnership=partnership):
        parts = [
            Element.objects.create(partnership=partnership, title=title, tier=tier)
            for title, tier in (("Walk", "short"), ("Fit", "medium"), ("Well", "long"))
        ]
        for source, target in pairwise(parts):
            Link.objects.create(partnership=partnership, source=source, target=target)
        outcome.outcome = parts[0]
        outcome.save()
    another(outcome=parts[2])
    assert words(partnership, "chain") == [
        "In the logic model a Feel fitter leads to b Something else, and both are valued: the second may hold the "
        "value of the first."
    ]


def test_one_person_in_two_groups(partnership, outcome, another, walkers):
    with scope(partnership=partnership):
        cooks = StakeholderGroup.objects.create(partnership=partnership, name="Cooks", sort="service-users")
        outcome.stakeholder = walkers
        outcome.save()
    another(stakeholder=cooks)
    assert words(partnership, "groups") == [
        "Cooks and Walkers are both “People who use the service”: a person in both groups may be counted twice."
    ]


def test_nothing_taken_off_without_a_reason(partnership, another):
    row = another(duration_years=3)
    told = "b Something else takes nothing off, without a reason: Deadweight, Attribution, Displacement, Drop-off."
    assert told in words(partnership, "taken-off")
    with scope(partnership=partnership):
        for name in ("deadweight", "attribution", "displacement", "drop_off"):
            setattr(row, f"{name}_reason", "Asked")
        row.save()
    assert told not in words(partnership, "taken-off")


def test_an_evaluation_with_a_typed_quantity(partnership, value_map):
    assert words(partnership, "readings") == []
    with scope(partnership=partnership):
        value_map.sort = "evaluative"
        value_map.save()
    assert words(partnership, "readings") == [
        "The quantity of a Feel fitter was typed and rests on no reading."
    ]


def answer(client, text, **more):
    return client.post(CHECKS, {"check": "negative", "subject": "", "version": "0", "text": text, **more})


def test_a_reply_is_kept_beside_its_finding_and_settles_it(signed_in, coordinator, partnership, value_map):
    client = signed_in(coordinator)
    assert verdicts(partnership)["negative"].state == checks.State.OPEN
    assert answer(client, "   ").status_code == 302
    assert verdicts(partnership)["negative"].state == checks.State.OPEN
    assert answer(client, "Nobody could be asked yet.").status_code == 302
    assert verdicts(partnership)["negative"].state == checks.State.ANSWERED
    page = client.get(CHECKS).content.decode()
    assert "Nobody could be asked yet." in page
    assert "Found, and answered by the partnership. A reviewer judges the answer." in page


def test_a_reply_answers_what_was_found_and_not_what_is_found_later(
    signed_in, coordinator, partnership, outcome
):
    client = signed_in(coordinator)
    subject = f"row {outcome.number}"
    answer(client, "They are all our own.", check="taken-off", subject=subject)
    assert verdicts(partnership)["taken-off"].state == checks.State.ANSWERED
    with scope(partnership=partnership):
        outcome.refresh_from_db()
        outcome.displacement_reason = "Asked"
        outcome.save()
    assert verdicts(partnership)["taken-off"].state == checks.State.OPEN
    assert "Answered before it changed" in client.get(CHECKS).content.decode()


def test_two_replies_at_once_lose_nothing(signed_in, coordinator, partner_person, partnership, value_map):
    answer(signed_in(coordinator), "First")
    page = signed_in(partner_person).post(
        CHECKS, {"check": "negative", "subject": "", "version": "0", "text": "Second"}, follow=True
    )
    assert "Somebody else answered meanwhile: “First”. You wrote: “Second”." in page.content.decode()
    with scope(partnership=partnership):
        assert [one.text for one in Reply.objects.all()] == ["First"]


def test_a_finding_that_is_gone_cannot_be_answered(signed_in, coordinator, partnership, value_map):
    page = signed_in(coordinator).post(
        CHECKS, {"check": "negative", "subject": "row 99", "version": "0", "text": "x"}, follow=True
    )
    assert "This is no longer found" in page.content.decode()
    with scope(partnership=partnership):
        assert not Reply.objects.exists()


def test_queries_do_not_grow_with_rows(
    signed_in, observer, partnership, value_map, another, django_assert_max_num_queries
):
    for place in range(30):
        another(code=f"x{place}", title=f"Outcome {place}")
    client = signed_in(observer)
    with django_assert_max_num_queries(24):
        client.get(CHECKS)


@pytest.mark.parametrize("role", ["funder_person", "evaluator", "observer", "service_user"])
@pytest.mark.parametrize("page", ["checks", "path", "material", "assurance"])
def test_who_only_reads_sees_and_changes_nothing(request, signed_in, role, page, value_map):
    client = signed_in(request.getfixturevalue(role))
    address = f"/p/living-well/value-maps/1/{page}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"step": "1"}).status_code == 403


@pytest.mark.parametrize("page", ["checks", "path", "material", "assurance", "compare"])
def test_an_outsider_finds_nothing(signed_in, outsider, page, value_map):
    address = f"/p/living-well/value-maps/1/{page}/"
    assert signed_in(outsider).get(address).status_code == 404
    assert signed_in(outsider).post(address).status_code == 404
