"""The parts of a reading always add up to it; who corrects or approves it leaves a trace."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from coplan.outcomes import breaking_down, services
from coplan.outcomes.breaking_down import Placed
from coplan.outcomes.models import BreakdownGroup, Reading, ReadingPart
from coplan.outcomes.parts import asked_of, parts_of

PAGE = "/p/living-well/"


@pytest.fixture
def reading(partnership, visited):
    return Reading(
        partnership=partnership,
        indicator=visited,
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 3, 31),
        figure=Decimal(40),
        source="Register",
    )


def stored(partnership, reading):
    with scope(partnership=partnership):
        found = parts_of([reading]).get(reading.pk, ())
        return {one.group.name: one.figure for one in found}


def enter(partnership, reading, parts, by):
    with scope(partnership=partnership):
        return services.enter_reading_with_parts(reading=reading, parts=parts, by=by)


def test_parts_that_add_up_are_kept_and_an_empty_group_is_nought(
    partnership, reading, area, parts_in, coordinator
):
    enter(partnership, reading, parts_in(area, 2, 10, 28), coordinator)
    assert stored(partnership, reading) == {"Ferrybridge": 2, "Hillside": 10, "Old Town": 28, "Not known": 0}


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        (
            (2, 10, 26),
            "Area: the groups add up to 38, the figure is 40: 2 are missing. Put them under Not known or correct one.",
        ),
        ((2, 10, 31), "Area: the groups add up to 43, the figure is 40: 3 too many. Correct one."),
        ((-1, 10, 31), "A count cannot be less than 0."),
    ],
)
def test_parts_that_do_not_add_up_are_refused_and_nothing_is_stored(
    partnership, reading, area, parts_in, coordinator, figures, told
):
    with pytest.raises(ValidationError) as refused:
        enter(partnership, reading, parts_in(area, *figures), coordinator)
    assert refused.value.messages == [told]
    with scope(partnership=partnership):
        assert not Reading.objects.exists()


def test_of_a_percentage_both_counts_add_up(partnership, area, parts_in, coordinator, seen):
    with scope(partnership=partnership):
        breaking_down.use_for(breakdown=area, indicators=[seen], by=coordinator)
    days = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 3, 31)}
    wrong = Reading(partnership=partnership, indicator=seen, figure=31, out_of=50, source="Sheet", **days)
    with pytest.raises(ValidationError) as refused:
        enter(partnership, wrong, parts_in(area, (11, 20), (20, 25)), coordinator)
    assert refused.value.messages == [
        "Area: the counts they are out of add up to 45, the reading is out of 50: 5 are missing. "
        "Put them under Not known or correct one."
    ]
    enter(partnership, wrong, parts_in(area, (11, 20), (20, 25), (0, 5)), coordinator)
    assert len(stored(partnership, wrong)) == 4


def test_a_group_of_a_breakdown_it_is_not_asked_by_is_refused(
    partnership, reading, area, parts_in, coordinator
):
    with scope(partnership=partnership):
        breaking_down.use_for(breakdown=area, indicators=[], by=coordinator)
    with pytest.raises(ValidationError, match="is not broken down by one of these groups"):
        enter(partnership, reading, parts_in(area, 40), coordinator)


def test_a_correction_keeps_the_old_reading_with_its_old_parts(
    partnership, reading, area, parts_in, coordinator, second_coordinator
):
    enter(partnership, reading, parts_in(area, 2, 10, 28), coordinator)
    with scope(partnership=partnership):
        services.approve_readings(readings=[reading], by=second_coordinator)
        with pytest.raises(ValidationError, match="add up to 40, the figure is 41: 1 are missing"):
            services.correct_reading(reading=reading, figure=Decimal(41), reason="Found one", by=coordinator)
        reading.refresh_from_db()
        new = services.correct_reading(
            reading=reading,
            figure=Decimal(41),
            reason="Found one",
            by=coordinator,
            parts=parts_in(area, 3, 10, 28),
        )
    assert stored(partnership, reading)["Ferrybridge"] == 2
    assert stored(partnership, new)["Ferrybridge"] == 3
    assert (reading.is_approved, new.is_approved) == (True, False)


def test_only_the_parts_can_be_corrected(partnership, reading, area, parts_in, coordinator):
    enter(partnership, reading, parts_in(area, 2, 10, 28), coordinator)
    with scope(partnership=partnership):
        new = services.correct_reading(
            reading=reading,
            figure=Decimal(40),
            reason="Two moved",
            by=coordinator,
            parts=parts_in(area, 4, 8, 28),
        )
    assert stored(partnership, new) == {"Ferrybridge": 4, "Hillside": 8, "Old Town": 28, "Not known": 0}


def test_nobody_approves_what_they_entered(partnership, reading, coordinator, second_coordinator):
    enter(partnership, reading, [], coordinator)
    with scope(partnership=partnership):
        with pytest.raises(ValidationError, match="so somebody else has to approve it"):
            services.approve_readings(readings=[reading], by=coordinator)
        services.approve_readings(readings=[reading], by=second_coordinator)
        assert (reading.is_approved, reading.approved_by) == (True, second_coordinator)
        with pytest.raises(ValidationError, match="approved already"):
            services.approve_readings(readings=[reading], by=second_coordinator)


def test_a_group_with_figures_is_renamed_or_asked_for_no_longer_and_keeps_them(
    partnership, reading, area, parts_in, coordinator, visited
):
    enter(partnership, reading, parts_in(area, 2, 10, 28), coordinator)
    with scope(partnership=partnership):
        bridge, hill, town, _unknown = breaking_down.groups_of(area)
        kept = [Placed("Old Town", town), Placed("Ferrybridge and Shore", bridge)]
        breaking_down.arrange(breakdown=area, groups=kept, by=coordinator)
        assert [one.name for one in asked_of([visited])[visited.pk][0].groups] == [
            "Old Town",
            "Ferrybridge and Shore",
        ]
        assert BreakdownGroup.every.get(pk=hill.pk).removed_at is not None
        assert ReadingPart.objects.count() == 4
    assert stored(partnership, reading)["Ferrybridge and Shore"] == 2
    assert stored(partnership, reading)["Hillside"] == 10


@pytest.mark.parametrize(
    ("names", "told"), [(["Town"], "two groups at least"), (["Town", "town "], "stands twice")]
)
def test_groups_that_cannot_be_told_apart_are_refused(partnership, area, coordinator, names, told):
    with scope(partnership=partnership), pytest.raises(ValidationError, match=told):
        breaking_down.arrange(breakdown=area, groups=[Placed(one) for one in names], by=coordinator)


def test_the_form_asks_for_parts_and_names_what_is_missing(
    signed_in, coordinator, partnership, area, visited
):
    client = signed_in(coordinator)
    page = client.get(f"{PAGE}readings/add/?indicator={visited.number}").content.decode()
    assert "By Area" in page
    sent = {
        "indicator": visited.pk,
        "starts_on": "2025-01-01",
        "ends_on": "2025-03-31",
        "figure": "40",
        "source": "Register",
        "part1": "2",
        "part2": "30",
    }
    refused = client.post(f"{PAGE}readings/add/", sent)
    assert refused.status_code == 422
    assert "8 are missing" in refused.content.decode()
    assert 'value="30"' in refused.content.decode()
    answer = client.post(f"{PAGE}readings/add/", sent | {"part4": "8"})
    page = client.get(answer.url).content.decode()
    assert "not approved yet" in page
    assert "Ferrybridge" in page
    with scope(partnership=partnership):
        reading = Reading.objects.get()
    assert stored(partnership, reading) == {"Ferrybridge": 2, "Hillside": 30, "Old Town": 0, "Not known": 8}


def test_the_sheet_takes_parts(signed_in, coordinator, partnership, area, visited, enter):
    enter(visited, 0, 31)
    client = signed_in(coordinator)
    key = f"r{visited.number}"
    sent = {
        f"{key}-starts_on": "2025-04-01",
        f"{key}-ends_on": "2025-06-30",
        f"{key}-figure": "12",
        f"{key}-source": "Register",
        f"{key}-part1": "5",
        f"{key}-part2": "6",
    }
    refused = client.post(f"{PAGE}readings/sheet/", sent)
    assert refused.status_code == 422
    assert "1 are missing" in refused.content.decode()
    assert client.post(f"{PAGE}readings/sheet/", sent | {f"{key}-part2": "7"}).status_code == 302
    with scope(partnership=partnership):
        reading = Reading.objects.get(ends_on=date(2025, 6, 30))
    assert stored(partnership, reading)["Hillside"] == 7


def test_a_correction_on_its_page_begins_with_the_parts_as_they_are(
    signed_in, coordinator, partnership, reading, area, parts_in
):
    enter(partnership, reading, parts_in(area, 2, 10, 28), coordinator)
    client = signed_in(coordinator)
    page = client.get(f"{PAGE}readings/{reading.number}/edit/").content.decode()
    assert 'value="28"' in page
    sent = {"figure": "41", "source": "Register", "reason": "One more"}
    sent |= {"part1": "3", "part2": "10", "part3": "28", "part4": ""}
    assert client.post(f"{PAGE}readings/{reading.number}/edit/", sent).status_code == 302
    with scope(partnership=partnership):
        new = Reading.objects.get(replaced_at=None)
    assert stored(partnership, new)["Ferrybridge"] == 3


class TestApproval:
    @pytest.fixture
    def waiting(self, partnership, reading, coordinator):
        return enter(partnership, reading, [], coordinator)

    def test_somebody_else_who_coordinates_approves(self, signed_in, second_coordinator, waiting):
        client = signed_in(second_coordinator)
        assert "1 reading waits for approval" in client.get(f"{PAGE}readings/").content.decode()
        page = client.get(f"{PAGE}readings/approve/").content.decode()
        assert "People visited, January to March 2025: 40" in page
        assert client.post(f"{PAGE}readings/approve/", {"readings": [waiting.number]}).status_code == 302
        shown = client.get(f"{PAGE}readings/{waiting.number}/").content.decode()
        assert "Approved by Una Second on" in shown

    def test_whoever_entered_it_is_told_why_not(self, signed_in, coordinator, waiting):
        client = signed_in(coordinator)
        assert "Entered by yourself" in client.get(f"{PAGE}readings/approve/").content.decode()
        assert client.post(f"{PAGE}readings/approve/", {"readings": [waiting.number]}).status_code == 422

    def test_nothing_ticked_says_so(self, signed_in, second_coordinator, waiting):
        answer = signed_in(second_coordinator).post(f"{PAGE}readings/approve/", {})
        assert "Tick at least one reading." in answer.content.decode()

    @pytest.mark.parametrize("who", ["partner_person", "evaluator", "observer"])
    def test_others_are_refused(self, request, signed_in, waiting, who):
        client = signed_in(request.getfixturevalue(who))
        assert client.post(f"{PAGE}readings/approve/", {"readings": [waiting.number]}).status_code == 403

    def test_an_outsider_finds_nothing(self, signed_in, outsider, waiting):
        assert signed_in(outsider).get(f"{PAGE}readings/approve/").status_code == 404


class TestBreakdownPages:
    def test_a_breakdown_is_added_with_its_groups(self, signed_in, coordinator, partnership):
        client = signed_in(coordinator)
        assert "Not known" in client.get(f"{PAGE}breakdowns/add/").content.decode()
        sent = {"name": "Age", "names": "Under 25\n25 and over\n\nNot known"}
        answer = client.post(f"{PAGE}breakdowns/add/", sent)
        page = client.get(answer.url).content.decode()
        assert page.index("Under 25") < page.index("25 and over") < page.index("Not known")

    def test_one_group_is_refused_and_what_was_typed_stays(self, signed_in, coordinator):
        answer = signed_in(coordinator).post(f"{PAGE}breakdowns/add/", {"name": "Age", "names": "All"})
        assert answer.status_code == 422
        assert "Name two groups at least" in answer.content.decode()

    def test_groups_are_ordered_renamed_and_stopped_on_one_page(
        self, signed_in, coordinator, partnership, area, visited, seen
    ):
        client = signed_in(coordinator)
        with scope(partnership=partnership):
            groups = breaking_down.groups_of(area)
        keys = [f"g{one.number}" for one in groups]
        sent = {f"{key}-name": one.name for key, one in zip(keys, groups, strict=True)}
        sent |= {f"{key}-place": str(4 - at) for at, key in enumerate(keys)}
        sent |= {f"{keys[1]}-name": "Hill", f"{keys[2]}-stop": "on", "new0-name": "Shore", "new0-place": "9"}
        sent["indicators"] = [str(seen.number)]
        assert client.post(f"{PAGE}breakdowns/{area.number}/groups/", sent).status_code == 302
        with scope(partnership=partnership):
            names = [one.name for one in breaking_down.groups_of(area)]
            assert names == ["Not known", "Hill", "Ferrybridge", "Shore"]
            assert list(asked_of([seen, visited])) == [seen.pk]

    def test_a_breakdown_in_use_is_not_removed(self, signed_in, coordinator, area):
        answer = signed_in(coordinator).post(f"{PAGE}breakdowns/{area.number}/remove/")
        assert answer.status_code == 409
        assert "People visited" in answer.content.decode()

    def test_who_does_not_work_on_evidence_is_refused(self, signed_in, observer, outsider, area):
        address = f"{PAGE}breakdowns/{area.number}/groups/"
        assert signed_in(observer).get(address).status_code == 403
        assert signed_in(outsider).get(address).status_code == 404
