"""Changes to the service: what changed, who decided it, what it should move, and what came of it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from coplan.governance.models import Group
from coplan.outcomes import annotations
from coplan.outcomes.models import Element, Indicator
from coplan.pilots import queries, services
from coplan.pilots.models import ChangeAim, ServiceChange

PAGE = "/p/living-well/service-changes/"
ROW = {
    "what": "Referrals straight to a coach",
    "changed_on": "2026-02-01",
    "because": "They lay in the office",
    "prompted_by": "users",
    "expected": "Shorter waits",
    "review_on": "2026-06-01",
}


@pytest.fixture
def quick(partnership):
    with scope(partnership=partnership):
        return Element.objects.create(partnership=partnership, tier="short", title="Seen soon")


@pytest.fixture
def waits(partnership, quick):
    with scope(partnership=partnership):
        return Indicator.objects.create(
            partnership=partnership, outcome=quick, name="Weeks to wait", definition="-", unit="weeks"
        )


@pytest.fixture
def group(partnership):
    with scope(partnership=partnership):
        return Group.objects.create(partnership=partnership, name="Operational group")


@pytest.fixture
def change(partnership, group):
    """`change(what="Saturdays")` stores a change of 1 February 2026."""

    def made(**fields):
        told = {
            "what": "Saturdays",
            "changed_on": date(2026, 2, 1),
            "because": "-",
            "prompted_by": "users",
            "group": group,
            "expected": "-",
            **fields,
        }
        with scope(partnership=partnership):
            return ServiceChange.objects.create(partnership=partnership, **told)

    return made


def marks(partnership, indicator):
    with scope(partnership=partnership):
        return [(one.on, one.label, one.href) for one in annotations.of_indicator(indicator)]


class TestAdding:
    def test_a_partner_writes_one_down_and_it_stands_on_the_charts(
        self, signed_in, partner_person, partnership, quick, waits, group
    ):
        sent = {**ROW, "group": group.pk, "outcomes": [quick.pk], "indicators": [waits.pk]}
        assert signed_in(partner_person).post(f"{PAGE}add/", sent).url == f"{PAGE}1/"
        # Named twice, by its outcome and by itself, it is marked once
        expected = (date(2026, 2, 1), "SC-001 Referrals straight to a coach", f"{PAGE}1/")
        assert marks(partnership, waits) == [expected]
        page = signed_in(partner_person).get(f"{PAGE}1/").content.decode()
        for words in ("Operational group", "They lay in the office", "Weeks to wait", "on 1 June 2026"):
            assert words in page

    def test_without_whoever_decided_it_is_refused_and_keeps_what_was_typed(
        self, signed_in, coordinator, partnership, waits
    ):
        answer = signed_in(coordinator).post(f"{PAGE}add/", {**ROW, "indicators": [waits.pk]})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Choose the group or the person who decided it." in page
        assert "Referrals straight to a coach" in page
        assert (
            f'value="{waits.pk}" class="ds_checkbox__input" id="id_indicators_0" checked' in page
            or "checked" in page
        )
        with scope(partnership=partnership):
            assert not ServiceChange.objects.exists()

    def test_the_day_to_look_comes_after_the_change(self, signed_in, coordinator, group):
        sent = {**ROW, "group": group.pk, "review_on": "2026-02-01"}
        answer = signed_in(coordinator).post(f"{PAGE}add/", sent)
        assert answer.status_code == 422
        assert "Choose a day after the change." in answer.content.decode()

    def test_editing_changes_what_it_should_move(
        self, signed_in, coordinator, partnership, change, quick, waits, group
    ):
        one = change()
        with scope(partnership=partnership):
            services.set_aims(change=one, elements=[quick], indicators=[], by=coordinator)
        client = signed_in(coordinator)
        assert f'value="{one.pk}"' in client.get(f"{PAGE}1/edit/").content.decode()
        sent = {**ROW, "group": group.pk, "version": "1", "lists": str(one.pk), "indicators": [waits.pk]}
        assert client.post(f"{PAGE}1/edit/", sent).status_code == 302
        with scope(partnership=partnership):
            aims = [(aim.element_id, aim.indicator_id) for aim in ChangeAim.objects.all()]
        assert aims == [(None, waits.pk)]

    def test_a_form_sent_without_its_lists_leaves_them_alone(
        self, signed_in, coordinator, partnership, change, quick, group
    ):
        one = change()
        with scope(partnership=partnership):
            services.set_aims(change=one, elements=[quick], indicators=[], by=coordinator)
        sent = {**ROW, "group": group.pk, "version": "1"}
        assert signed_in(coordinator).post(f"{PAGE}1/edit/", sent).status_code == 302
        with scope(partnership=partnership):
            assert ChangeAim.objects.get().element_id == quick.pk

    def test_it_can_be_removed_and_leaves_the_charts(
        self, signed_in, coordinator, partnership, change, waits
    ):
        one = change()
        with scope(partnership=partnership):
            services.set_aims(change=one, elements=[], indicators=[waits], by=coordinator)
        signed_in(coordinator).post(f"{PAGE}1/remove/", {})
        assert marks(partnership, waits) == []


class TestItsEffect:
    def test_what_came_of_it_is_kept_with_who_and_when(self, signed_in, coordinator, change, partnership):
        change(review_on=date(2026, 6, 1))
        client = signed_in(coordinator)
        sent = {"effect": "Waits fell to four weeks", "fate": "kept", "seen_on": "2026-06-02"}
        assert client.post(f"{PAGE}1/effect/", sent).url == f"{PAGE}1/"
        page = client.get(f"{PAGE}1/").content.decode()
        assert "Waits fell to four weeks" in page
        assert f"{coordinator}, 2 June 2026" in page
        with scope(partnership=partnership):
            assert list(queries.effects_due()) == []

    @pytest.mark.parametrize(
        ("sent", "told"),
        [
            ({"effect": " ", "fate": "kept", "seen_on": "2026-06-02"}, "What came of it"),
            ({"effect": "No", "fate": "kept", "seen_on": "2026-01-31"}, "on or after the change"),
            (
                {"effect": "Some", "fate": "tried", "seen_on": "2026-06-02"},
                "choose a later day to look again",
            ),
        ],
    )
    def test_what_cannot_be_is_refused(self, signed_in, coordinator, change, sent, told):
        change()
        answer = signed_in(coordinator).post(f"{PAGE}1/effect/", sent)
        assert answer.status_code == 422
        assert told in answer.content.decode()

    def test_one_that_is_still_tried_is_looked_at_again(self, signed_in, coordinator, change, partnership):
        change(review_on=date(2026, 6, 1))
        sent = {"effect": "Too early", "fate": "tried", "seen_on": "2026-06-02", "review_on": "2026-09-01"}
        assert signed_in(coordinator).post(f"{PAGE}1/effect/", sent).status_code == 302
        with scope(partnership=partnership):
            assert [one.review_on for one in queries.effects_due()] == [date(2026, 9, 1)]

    def test_an_undone_one_says_so_on_the_chart(self, partnership, coordinator, change, waits):
        one = change()
        with scope(partnership=partnership):
            services.set_aims(change=one, elements=[], indicators=[waits], by=coordinator)
            services.record_effect(
                change=one, effect="Nobody came", fate="undone", seen_on=date(2026, 5, 1), by=coordinator
            )
        assert [label for _on, label, _href in marks(partnership, waits)] == ["SC-001 Saturdays (undone)"]

    def test_it_is_due_on_its_day(self, signed_in, coordinator, change):
        change(review_on=timezone.localdate() + timedelta(days=3))
        assert (
            "Look what came of: Saturdays"
            in signed_in(coordinator).get("/p/living-well/due/").content.decode()
        )


@pytest.mark.parametrize("role", ["service_user", "funder_person", "evaluator", "observer"])
def test_who_only_reads_is_refused(request, signed_in, role, change):
    change()
    client = signed_in(request.getfixturevalue(role))
    assert client.get(f"{PAGE}1/").status_code == 200
    assert client.post(f"{PAGE}add/", ROW).status_code == 403
    assert client.post(f"{PAGE}1/effect/", {"effect": "-"}).status_code == 403


def test_an_outsider_finds_nothing(signed_in, outsider, change):
    change()
    for address in (PAGE, f"{PAGE}1/", f"{PAGE}1/effect/"):
        assert signed_in(outsider).get(address).status_code == 404


def test_the_list_costs_the_same_however_long(signed_in, observer, change, django_assert_max_num_queries):
    client = signed_in(observer)
    for _ in range(12):
        change()
    client.get(PAGE)
    with django_assert_max_num_queries(12):
        assert client.get(PAGE).content.decode().count("Saturdays") >= 12
