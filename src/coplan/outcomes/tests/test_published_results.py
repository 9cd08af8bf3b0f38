"""Results for everybody: what is hidden, what stays as it was, and who may publish."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from coplan.outcomes import publishing, services
from coplan.outcomes.models import Publication, Reading
from coplan.outcomes.publishing import Choice

PAGE, OPEN = "/p/living-well/", "/results/living-well/"


@pytest.fixture
def told(partnership, visited, area, parts_in, coordinator, second_coordinator):
    """Two approved quarters by area: in the first, two people of Ferrybridge."""
    quarters = ((date(2025, 1, 1), date(2025, 3, 31)), (date(2025, 4, 1), date(2025, 6, 30)))
    figures = ((40, (2, 10, 28)), (45, (5, 15, 25)))
    made = []
    with scope(partnership=partnership):
        for (first, last), (figure, parts) in zip(quarters, figures, strict=True):
            reading = Reading(
                partnership=partnership,
                indicator=visited,
                starts_on=first,
                ends_on=last,
                figure=Decimal(figure),
                source="Register",
            )
            made.append(
                services.enter_reading_with_parts(
                    reading=reading, parts=parts_in(area, *parts), by=coordinator
                )
            )
        services.approve_readings(readings=made, by=second_coordinator)
    return made


@pytest.fixture
def draft(partnership, make, visited, area, told):
    """`draft()` is a publication of people visited by area; `draft(threshold=10)` hides more."""

    def made(*breakdowns, title="Our first half year", **fields):
        chosen = [Choice(visited.number, tuple(one.number for one in breakdowns or [area])).as_stored()]
        days = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 6, 30)}
        return make(Publication, **{"title": title, "chosen": chosen, **days, **fields})

    return made


def cells(table):
    """What is shown of each group in each quarter."""
    return {
        (row["group"], period[:7]): cell["shown"]
        for section in table["sections"]
        for row in section["rows"]
        for period, cell in row["cells"].items()
    }


def test_a_small_count_and_the_next_are_hidden(partnership, draft):
    with scope(partnership=partnership):
        gathered = publishing.gather(draft())
    assert gathered.faults == []
    assert cells(gathered.table) == {
        ("All", "2025-01"): "40",
        ("Ferrybridge", "2025-01"): "c",
        ("Hillside", "2025-01"): "c",
        ("Old Town", "2025-01"): "28",
        ("Not known", "2025-01"): "0",
        ("All", "2025-04"): "45",
        ("Ferrybridge", "2025-04"): "5",
        ("Hillside", "2025-04"): "15",
        ("Old Town", "2025-04"): "25",
        ("Not known", "2025-04"): "0",
    }
    assert gathered.reasons == [
        "People visited, January to March 2025, Area Ferrybridge: below the threshold",
        "People visited, January to March 2025, Area Hillside: a hidden figure could be worked out from it",
    ]


def test_things_are_not_hidden(partnership, draft, visited, area):
    chosen = [Choice(visited.number, (area.number,), things=True).as_stored()]
    with scope(partnership=partnership):
        gathered = publishing.gather(draft(chosen=chosen))
    assert cells(gathered.table)["Ferrybridge", "2025-01"] == "2"


def test_what_nobody_approved_is_left_out_and_said(partnership, draft, told, coordinator):
    with scope(partnership=partnership):
        services.correct_reading(
            reading=told[1], figure=Decimal(45), reason="Other source", by=coordinator, source="Sheet"
        )
        gathered = publishing.gather(draft())
    assert gathered.notes == ["People visited: 1 reading is left out, because nobody has approved it yet."]
    assert ("All", "2025-04") not in cells(gathered.table)


def test_what_was_published_stays_as_it_was(partnership, draft, told, coordinator):
    with scope(partnership=partnership):
        record = draft()
        services.publish(publication=record, by=coordinator)
        before = record.table
        services.correct_reading(
            reading=told[0], figure=Decimal(38), reason="Two were counted twice", by=coordinator, parts=[]
        )
        record.refresh_from_db()
        assert record.table == before
        assert record.digest == publishing.digest_of(before)
        with pytest.raises(ValidationError, match="published already"):
            services.publish(publication=record, by=coordinator)


def test_a_later_publication_keeps_hidden_what_an_earlier_one_hid(partnership, draft, coordinator):
    with scope(partnership=partnership):
        services.publish(publication=draft(threshold=12), by=coordinator)
        again = publishing.gather(draft(threshold=5))
    shown = cells(again.table)
    # 10 alone would be shown from 5 on, and 5 in the second quarter too
    assert (shown["Hillside", "2025-01"], shown["Ferrybridge", "2025-04"]) == ("c", "c")
    assert "an earlier publication hid it" in " ".join(again.reasons)


def test_once_withdrawn_it_no_longer_counts(partnership, draft, coordinator):
    with scope(partnership=partnership):
        first = draft(threshold=12)
        services.publish(publication=first, by=coordinator)
        publishing.withdraw(publication=first, reason="Too much was hidden", by=coordinator)
        again = publishing.gather(draft(threshold=5))
    assert cells(again.table)["Ferrybridge", "2025-04"] == "5"


def test_what_an_earlier_one_shows_cannot_cover_any_more(partnership, draft, visited, area, coordinator):
    """First as things, by mistake; then as people: the small count cannot be hidden behind what is known."""
    chosen = [Choice(visited.number, (area.number,), things=True).as_stored()]
    with scope(partnership=partnership):
        services.publish(publication=draft(chosen=chosen), by=coordinator)
        again = publishing.gather(draft())
    # Nothing was kept of an unguarded table, so both hide as ever
    assert cells(again.table)["Ferrybridge", "2025-01"] == "c"


def test_nothing_approved_cannot_be_published(partnership, draft, coordinator):
    with scope(partnership=partnership):
        record = draft(starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
        with pytest.raises(ValidationError, match="People visited has no approved reading in this time"):
            services.publish(publication=record, by=coordinator)


def test_a_figure_that_is_not_whole_counts_no_people(partnership, draft, visited, enter, second_coordinator):
    reading = enter(visited, 2, "7.5")
    with scope(partnership=partnership):
        services.approve_readings(readings=[reading], by=second_coordinator)
        gathered = publishing.gather(draft(ends_on=date(2025, 12, 31)))
    assert "figures that are not whole numbers" in gathered.faults[0]


def test_of_a_percentage_the_rest_is_guarded_too(partnership, make, seen, enter, second_coordinator):
    reading = enter(seen, 0, 48, out_of=Decimal(50))
    days = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 6, 30)}
    with scope(partnership=partnership):
        services.approve_readings(readings=[reading], by=second_coordinator)
        record = make(Publication, title="Seen", chosen=[Choice(seen.number).as_stored()], **days)
        gathered = publishing.gather(record)
    assert cells(gathered.table) == {("All", "2025-01"): "c of 50"}


class TestPages:
    def test_a_coordinator_chooses_looks_and_publishes(
        self, signed_in, coordinator, client, told, visited, area
    ):
        mine = signed_in(coordinator)
        days = {"starts_on": "2025-01-01", "ends_on": "2025-06-30", "threshold": "5", "zeros_shown": "on"}
        answer = mine.post(f"{PAGE}publications/add/", {"title": "Half a year", **days})
        assert "Nothing chosen yet" in mine.get(answer.url).content.decode()
        assert client.get(OPEN).status_code == 404
        key = f"i{visited.number}"
        sent = {f"{key}-chosen": "on", f"{key}-by{area.number}": "on"}
        answer = mine.post(f"{answer.url}figures/", sent)
        page = mine.get(answer.url).content.decode()
        assert "What readers would see" in page
        assert "2 figures are hidden: why" in page
        answer = mine.post(f"{answer.url}publish/")
        assert "The page that everybody can read" in mine.get(answer.url).content.decode()
        assert "Half a year" in client.get(OPEN).content.decode()

    def test_everybody_reads_it_and_takes_the_same_figures_away(
        self, client, draft, partnership, coordinator
    ):
        with scope(partnership=partnership):
            record = draft()
            services.publish(publication=record, by=coordinator)
        page = client.get(f"{OPEN}{record.number}/").content.decode()
        assert "Our first half year" in page
        assert "A <strong>c</strong> stands for a figure" in page
        assert coordinator.name not in page
        file = client.get(f"{OPEN}{record.number}/results.csv").content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(file)))
        assert rows[0][-2:] == ["Figure", "Out of"]
        assert [row[6] for row in rows if row[5] == "Ferrybridge"] == ["c", "5"]

    def test_once_withdrawn_its_address_says_when_and_why(
        self, signed_in, client, draft, partnership, coordinator
    ):
        with scope(partnership=partnership):
            record = draft()
            services.publish(publication=record, by=coordinator)
        mine, address = signed_in(coordinator), f"{PAGE}publications/{record.number}/withdraw/"
        assert mine.post(address, {"reason": ""}).status_code == 422
        assert mine.post(address, {"reason": "A wrong total"}).status_code == 302
        answer = client.get(f"{OPEN}{record.number}/")
        assert answer.status_code == 410
        assert "A wrong total" in answer.content.decode()
        assert "28" not in answer.content.decode().split("<main")[1].split("</main")[0]
        assert client.get(f"{OPEN}{record.number}/results.csv").status_code == 404
        assert mine.post(address, {"reason": "Again"}).status_code == 404

    def test_what_is_published_is_neither_edited_nor_removed(
        self, signed_in, draft, partnership, coordinator
    ):
        with scope(partnership=partnership):
            record = draft()
            services.publish(publication=record, by=coordinator)
        mine, own = signed_in(coordinator), f"{PAGE}publications/{record.number}/"
        for part in ("edit/", "remove/", "figures/", "publish/"):
            assert mine.post(f"{own}{part}").status_code == 404

    def test_a_draft_is_not_for_the_public(self, client, draft):
        record = draft()
        assert client.get(f"{OPEN}{record.number}/").status_code == 404

    def test_an_unknown_partnership_is_answered_alike(self, client, db):
        assert client.get("/results/nobody/").status_code == 404

    def test_posting_to_the_public_page_is_refused(self, client, db):
        assert client.post(OPEN).status_code == 405

    @pytest.mark.parametrize("who", ["partner_person", "evaluator", "service_user", "observer"])
    def test_others_may_look_but_not_publish(self, request, signed_in, draft, who):
        record = draft()
        mine = signed_in(request.getfixturevalue(who))
        assert mine.get(f"{PAGE}publications/{record.number}/").status_code == 200
        for part in ("figures/", "publish/", "withdraw/"):
            assert mine.post(f"{PAGE}publications/{record.number}/{part}").status_code == 403

    def test_an_outsider_finds_nothing(self, signed_in, outsider, draft):
        assert signed_in(outsider).get(f"{PAGE}publications/{draft().number}/").status_code == 404

    def test_a_threshold_below_three_is_refused(self, signed_in, coordinator):
        sent = {"title": "All", "starts_on": "2025-01-01", "ends_on": "2025-06-30", "threshold": "2"}
        answer = signed_in(coordinator).post(f"{PAGE}publications/add/", sent)
        assert answer.status_code == 422
        assert 'value="All"' in answer.content.decode()
