"""Limits begin anew only where a person says so with a reason, and where there are readings enough."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from coplan.kit.charts import Annotation
from coplan.outcomes import annotations, inputs, queries, rebasing
from coplan.outcomes.models import Indicator, Reading, Rebase
from coplan.outcomes.periods import beginning, months_after

PAGE = "/p/living-well/indicators/1/"
FORM = f"{PAGE}rebase/"
BEFORE, AFTER = (12, 13, 11) * 4, (6, 7, 5) * 4


@pytest.fixture
def months(make, coordinator):
    """`months(indicator, figures)` stores a reading a month from January 2024."""

    def stored(indicator, figures):
        for at, figure in enumerate(figures):
            period = beginning(months_after(date(2024, 1, 1), at), "monthly")
            make(
                Reading,
                indicator=indicator,
                starts_on=period.starts_on,
                ends_on=period.ends_on,
                figure=Decimal(figure),
                source="Register",
                by=coordinator,
            )

    return stored


@pytest.fixture
def waits(make, chain):
    return make(
        Indicator,
        outcome=chain[2],
        name="Weeks to wait",
        definition="-",
        measured="number",
        unit="weeks",
        direction="down",
        frequency="monthly",
    )


def rebase(partnership, person, day, reason="The office is skipped"):
    with scope(partnership=partnership):
        return rebasing.rebase(
            indicator=queries.indicators().get(number=1), starts_on=day, reason=reason, by=person
        )


def series(partnership):
    with scope(partnership=partnership):
        indicator = queries.indicators().get(number=1)
        return inputs.series(indicator, rebasing.days_by_indicator().get(indicator.pk, ()))


class TestTheService:
    def test_the_engine_begins_a_new_group_there(self, waits, months, coordinator, partnership):
        months(waits, BEFORE + AFTER)
        rebase(partnership, coordinator, date(2025, 1, 1))
        assert series(partnership).rebase == (date(2025, 1, 1),)

    @pytest.mark.parametrize(
        ("day", "few", "first", "last", "missing"),
        [
            (date(2024, 12, 1), 11, "31 January 2024", "30 November 2024", 1),
            (date(2025, 6, 1), 7, "30 June 2025", "31 December 2025", 5),
        ],
    )
    def test_too_few_on_a_side_are_refused_with_how_many_are_missing(
        self, waits, months, coordinator, partnership, day, few, first, last, missing
    ):
        months(waits, BEFORE + AFTER)
        with pytest.raises(ValidationError) as refused:
            rebase(partnership, coordinator, day)
        assert refused.value.message_dict == {
            "starts_on": [
                f"Limits need 12 readings on each side of a new start. There would be {few} from {first} to "
                f"{last}. Choose another period, or wait for {missing} more."
            ]
        }

    @pytest.mark.parametrize("day", [date(2023, 1, 1), date(2024, 1, 1), date(2026, 2, 1)])
    def test_a_day_that_begins_nothing_is_refused(self, waits, months, coordinator, partnership, day):
        months(waits, BEFORE + AFTER)
        with pytest.raises(ValidationError, match="which has readings before it"):
            rebase(partnership, coordinator, day)

    def test_the_same_start_is_not_set_twice(self, waits, months, coordinator, partnership):
        months(waits, BEFORE + AFTER)
        rebase(partnership, coordinator, date(2025, 1, 1))
        for day in (date(2025, 1, 1), date(2024, 12, 31)):
            with pytest.raises(ValidationError, match=r"from which no limits begin yet|There would be 11"):
                rebase(partnership, coordinator, day)

    def test_a_running_total_is_never_rebased(self, make, chain, months, coordinator, partnership):
        total = make(
            Indicator, outcome=chain[2], name="So far", definition="-", unit="people", running_total=True
        )
        months(total, range(24))
        assert series(partnership) is None
        with pytest.raises(ValidationError):
            rebase(partnership, coordinator, date(2025, 1, 1))

    def test_readings_removed_later_never_break_the_chart(
        self, waits, months, coordinator, partnership, signed_in
    ):
        months(waits, BEFORE + AFTER)
        rebase(partnership, coordinator, date(2025, 1, 1))
        with scope(partnership=partnership):
            for one in Reading.objects.filter(starts_on__gte=date(2025, 6, 1)):
                one.remove()
        page = signed_in(coordinator).get(PAGE).content.decode()
        assert "There are 5 readings since the limits began anew. 7 more are needed" in page
        with scope(partnership=partnership):
            for one in Reading.objects.filter(starts_on__gte=date(2025, 1, 1)):
                one.remove()
        assert series(partnership).rebase == ()
        assert signed_in(coordinator).get(PAGE).status_code == 200

    def test_taking_back_needs_a_reason_and_stays_in_the_history(
        self, waits, months, coordinator, partnership
    ):
        months(waits, BEFORE + AFTER)
        made = rebase(partnership, coordinator, date(2025, 1, 1))
        with scope(partnership=partnership):
            with pytest.raises(ValidationError):
                rebasing.take_back(rebase=made, reason=" ", by=coordinator)
            rebasing.take_back(rebase=made, reason="It did not last", by=coordinator)
            told = rebasing.told_of(queries.indicators().get())
        assert series(partnership).rebase == ()
        assert [(one.taken_back.who, one.taken_back.why) for one in told] == [
            (str(coordinator), "It did not last")
        ]


class TestThePages:
    def test_a_person_says_from_when_and_why_and_it_stands_under_the_chart(
        self, waits, months, partner_person, signed_in, partnership
    ):
        months(waits, BEFORE + AFTER)
        client = signed_in(partner_person)
        assert FORM in client.get(PAGE).content.decode()
        answer = client.post(FORM, {"starts_on": "2025-01-01", "reason": "The office is skipped"})
        assert answer.url == f"{PAGE}#noise-heading"
        page = client.get(PAGE).content.decode()
        assert "1 January 2025: The office is skipped" in page
        assert str(partner_person) in page
        assert "Limits start again: The office is skipped" in page
        taken = client.post("/p/living-well/indicators/rebasings/1/take-back/", {"reason": "Only a summer"})
        assert taken.url == f"{PAGE}#noise-heading"
        page = client.get(PAGE).content.decode()
        assert "<del>1 January 2025: The office is skipped</del>" in page
        assert "Only a summer" in page
        assert client.get("/p/living-well/indicators/rebasings/1/take-back/").status_code == 404

    def test_a_refusal_says_how_many_are_needed_and_keeps_what_was_typed(
        self, waits, months, coordinator, signed_in, partnership
    ):
        months(waits, BEFORE + AFTER)
        answer = signed_in(coordinator).post(FORM, {"starts_on": "2025-06-01", "reason": "A new coach"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Limits need 12 readings on each side of a new start." in page
        assert "A new coach</textarea>" in page
        with scope(partnership=partnership):
            assert not Rebase.objects.exists()

    def test_with_too_few_readings_the_page_says_so(self, waits, months, coordinator, signed_in):
        months(waits, BEFORE)
        client = signed_in(coordinator)
        assert FORM not in client.get(PAGE).content.decode()
        assert "From 24 readings on the limits can begin anew" in client.get(PAGE).content.decode()
        assert (
            "12 readings before the new start and 12 after it: 24 in all" in client.get(FORM).content.decode()
        )

    @pytest.mark.parametrize("role", ["service_user", "funder_person", "observer"])
    def test_who_does_not_work_on_evidence_is_refused(
        self, request, role, waits, months, coordinator, signed_in, partnership
    ):
        months(waits, BEFORE + AFTER)
        rebase(partnership, coordinator, date(2025, 1, 1))
        client = signed_in(request.getfixturevalue(role))
        for address in (FORM, "/p/living-well/indicators/rebasings/1/take-back/"):
            assert client.post(address, {"reason": "-"}).status_code == 403
        assert "Take back" not in client.get(PAGE).content.decode()

    def test_an_outsider_finds_nothing_and_nothing_else_is_answered(
        self, waits, months, coordinator, outsider, signed_in
    ):
        months(waits, BEFORE + AFTER)
        assert signed_in(outsider).get(FORM).status_code == 404
        assert signed_in(coordinator).put(FORM).status_code == 405


class TestAnnotations:
    def test_what_others_know_stands_on_the_chart_and_in_its_table(
        self, waits, months, coordinator, signed_in, monkeypatch
    ):
        months(waits, BEFORE + AFTER)
        long_ago, known = (
            Annotation(date(2020, 1, 1), "Long ago"),
            Annotation(date(2025, 1, 6), "Saturdays too", "/p/living-well/pilots/1/"),
        )
        monkeypatch.setattr(annotations, "_providers", [])
        annotations.provide(lambda found: {one.pk: [known, long_ago] for one in found})
        page = signed_in(coordinator).get(PAGE).content.decode()
        assert '6 January 2025: <a href="/p/living-well/pilots/1/">Saturdays too</a>' in page
        # The numbered mark, the list in the picture, the table and the list under it
        assert page.count("Saturdays too") >= 4
        assert "Long ago" not in page

    def test_a_provider_counts_once_and_all_are_in_order_of_day(self, waits, monkeypatch):
        monkeypatch.setattr(annotations, "_providers", [])

        def later(found):
            return {one.pk: [Annotation(date(2025, 2, 1), "B")] for one in found}

        def earlier(found):
            return {one.pk: [Annotation(date(2025, 1, 1), "A")] for one in found}

        for provider in (later, earlier, later):
            annotations.provide(provider)
        assert [one.label for one in annotations.of_indicator(waits)] == ["A", "B"]
