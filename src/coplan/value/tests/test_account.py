"""The six steps, the screen, forecast beside evaluation, the schedule and the frozen pack."""

import json
import zipfile
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django_scopes import scope

from coplan.engines.sroi import calculate, read_map
from coplan.kit import frozen
from coplan.value import queries, services
from coplan.value.models import AssurancePack, Statement, ValueMap, ValueOutcome
from coplan.value.tests.answers import result_of

MAP = "/p/living-well/value-maps/1/"


def step_one(**more):
    names = ("purpose", "audience", "scope", "boundaries", "involvement")
    blank = dict.fromkeys(names, "") | {f"{name}_version": "0" for name in names}
    return {"step": "1", **blank, **more}


def test_a_step_is_written_and_counted(signed_in, coordinator, partnership, value_map):
    client = signed_in(coordinator)
    sent = step_one(purpose="Whether to go on.", scope="All walks.")
    assert client.post(f"{MAP}path/", sent).url == f"{MAP}path/#step-1"
    with scope(partnership=partnership):
        assert dict(Statement.objects.values_list("part", "text")) == {
            "purpose": "Whether to go on.",
            "scope": "All walks.",
        }
    page = client.get(f"{MAP}path/").content.decode()
    assert "Purpose is written" in page
    assert "Audience is still to be written" in page
    assert "0 of 0 stakeholder groups of the map have had a say" in page


def test_two_people_writing_one_text_lose_nothing(
    signed_in, coordinator, partner_person, partnership, value_map
):
    signed_in(coordinator).post(f"{MAP}path/", step_one(purpose="Theirs"))
    client = signed_in(partner_person)
    response = client.post(f"{MAP}path/", step_one(purpose="Mine", audience="Council"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Somebody else wrote meanwhile: “Theirs”" in page
    assert ">\nMine</textarea>" in page
    with scope(partnership=partnership):
        assert list(Statement.objects.values_list("part", "text")) == [("purpose", "Theirs")]
    assert client.post(f"{MAP}path/", step_one(purpose="Both", purpose_version="1")).status_code == 302


def test_a_step_without_texts_takes_none(signed_in, coordinator, value_map):
    for step in ("3", "7", "x", ""):
        assert signed_in(coordinator).post(f"{MAP}path/", {"step": step}).status_code == 404


@pytest.fixture
def small(partnership, value_map):
    with scope(partnership=partnership):
        return ValueOutcome.objects.create(
            partnership=partnership, value_map=value_map, code="b", title="Small", quantity=1, proxy=100
        )


def screen(number, version, **cells):
    cells = {"counted": "yes", "reason": "", "version": str(version), **cells}
    return {f"{number}-{name}": value for name, value in cells.items()}


def test_what_is_left_out_is_kept_shown_and_not_counted(
    signed_in, coordinator, partnership, value_map, small
):
    client = signed_in(coordinator)
    page = client.get(f"{MAP}material/").content.decode()
    assert "Significant here means 5.0% or more" in page
    with scope(partnership=partnership):
        before = result_of(value_map)[0].total_present_value
    sent = screen(1, 1, grounds=["stakeholders", "policy"]) | screen(
        2, 1, counted="no", reason="One person only."
    )
    assert client.post(f"{MAP}material/", sent).status_code == 302
    with scope(partnership=partnership):
        rows = queries.rows_of(ValueMap.objects.get())
        assert [row.code for row in rows.outcomes] == ["a"]
        assert [row.code for row in rows.excluded] == ["b"]
        assert rows.outcomes[0].relevant_because == ["stakeholders", "policy"]
        assert queries.answer_of(rows).result.total_present_value == pytest.approx(before - 100 / 1.035)
    page = client.get(MAP).content.decode()
    assert "Kept and not counted, as not material:" in page
    assert "(One person only.)" in page
    assert client.get(f"{MAP}sheet/").content.decode().count('value="Small"') == 1


def test_leaving_out_needs_a_reason_and_saves_nothing_else(
    signed_in, coordinator, partnership, value_map, small
):
    sent = screen(1, 1, grounds=["policy"]) | screen(2, 1, counted="no")
    response = signed_in(coordinator).post(f"{MAP}material/", sent)
    assert response.status_code == 422
    assert "Say why it is left out: a reader will ask." in response.content.decode()
    with scope(partnership=partnership):
        assert [(row.is_counted, row.relevant_because) for row in ValueOutcome.objects.all()] == [
            (True, [])
        ] * 2


def test_a_row_changed_meanwhile_is_not_written_over(signed_in, coordinator, partnership, outcome):
    with scope(partnership=partnership):
        outcome.version = 2
        outcome.save()
    response = signed_in(coordinator).post(f"{MAP}material/", screen(1, 1, reason="Mine"))
    assert response.status_code == 422
    assert "Somebody changed this outcome meanwhile" in response.content.decode()


@pytest.fixture
def evaluative(partnership, coordinator, value_map, small):
    """80 instead of 100 people, one row less, one row more."""
    with scope(partnership=partnership):
        made = services.start_evaluative(forecast=value_map, by=coordinator)
        row = ValueOutcome.objects.get(value_map=made, code="a")
        row.quantity = Decimal(80)
        row.save()
        ValueOutcome.objects.get(value_map=made, code="b").remove()
        ValueOutcome.objects.create(
            partnership=partnership, value_map=made, code="c", title="New", quantity=2, proxy=50
        )
        return made


def test_forecast_and_evaluation_stand_side_by_side(signed_in, observer, evaluative):
    page = signed_in(observer).get("/p/living-well/value-maps/2/compare/").content.decode()
    assert "£1 put in was forecast to bring £11.30, and brought £9.06: £2.24 less" in page
    assert "What moved it most: how many changed (quantity)" in page
    assert "Quantity: 100 → 80" in page
    assert "in the forecast only" in page
    assert "in the evaluation only" in page
    assert (
        '<a href="/p/living-well/value-maps/2/compare/">V-002'
        in signed_in(observer).get(f"{MAP}compare/").content.decode()
    )


def test_an_evaluation_without_a_forecast_says_how_to_choose_one(signed_in, coordinator, living_well):
    page = signed_in(coordinator).get(f"{MAP}compare/").content.decode()
    assert "No forecast beside it yet" in page
    assert f"{MAP}edit/" in page


def test_only_a_forecast_is_set_beside_an_evaluation(signed_in, coordinator, partnership, evaluative):
    sent = {
        "title": "A",
        "sort": "forecast",
        "discount_rate": "3.5%",
        "draws": "1000",
        "seed": "1",
        "forecast": "1",
    }
    response = signed_in(coordinator).post("/p/living-well/value-maps/add/", sent)
    assert response.status_code == 422


def test_the_schedule_takes_the_place_of_the_rate_and_goes_into_the_file(
    signed_in, coordinator, partnership, living_well
):
    with scope(partnership=partnership):
        plain = result_of(living_well)[0]
        living_well.discounting = "standard"
        living_well.save()
        # Three years: the published answer, for the schedule begins with 3.5%
        assert result_of(living_well)[0] == plain
        living_well.discounting = "health"
        living_well.save()
        health = result_of(living_well)[0]
        assert health.ratio > plain.ratio
    client = signed_in(coordinator)
    assert "1.5%, 1.29% from year 31" in client.get(MAP).content.decode()
    sent = client.get(f"{MAP}map.json").content
    assert calculate(read_map(json.loads(sent))) == health
    upload = ContentFile(sent, name="map.json")
    assert (
        client.post("/p/living-well/value-maps/load/", {"sort": "forecast", "file": upload}).status_code
        == 302
    )
    with scope(partnership=partnership):
        assert ValueMap.objects.get(number=2).discounting == "health"


def test_a_pack_is_frozen_served_as_stored_and_says_what_changed(
    signed_in, coordinator, partnership, living_well
):
    client = signed_in(coordinator)
    made = client.post(f"{MAP}assurance/", {"note": "For the reviewer"})
    assert made.url == "/p/living-well/assurance-packs/1/"
    page = client.get(made.url).content.decode()
    assert "The stored files are those that were made" in page
    assert "Nothing: the map reads as it did" in page
    sent = b"".join(client.get(f"{made.url}file.zip").streaming_content)
    with zipfile.ZipFile(BytesIO(sent)) as kept:
        assert sorted(kept.namelist()) == [
            "SHA256SUMS",
            "assurance.html",
            "map.json",
            "map.xlsx",
            "record.json",
        ]
        record = json.loads(kept.read("record.json"))
        assert round(calculate(read_map(json.loads(kept.read("map.json")))).ratio, 2) == 5.80
    with scope(partnership=partnership):
        pack = AssurancePack.objects.get()
        assert (pack.record, frozen.is_intact(sent, pack.digest)) == (record, True)
        row = ValueOutcome.objects.get(code="f")
        row.quantity = Decimal(20)
        row.save()
    page = client.get(made.url).content.decode()
    assert 'Ratio</th><td data-label="In the pack">£5.80' in page
    stored = client.get(f"{made.url}file.html")
    read = b"".join(stored.streaming_content).decode()
    assert "22 × £7,712.50" in read
    assert stored["Content-Security-Policy"].startswith("default-src 'none'")
    assert b"".join(client.get(f"{made.url}file.zip").streaming_content) == sent
    assert client.get(f"{made.url}file.pdf").status_code == 404


def test_a_pack_whose_file_was_changed_says_so(signed_in, coordinator, partnership, living_well):
    client = signed_in(coordinator)
    client.post(f"{MAP}assurance/", {"note": ""})
    with scope(partnership=partnership):
        pack = AssurancePack.objects.get()
        name = pack.archive.name
        pack.archive.storage.delete(name)
        pack.archive.storage.save(name, ContentFile(b"something else"))
        with pytest.raises(ValueError, match="never changed"):
            pack.save()
    page = client.get("/p/living-well/assurance-packs/1/").content.decode()
    assert "The stored files are not those that were made" in page


def test_a_map_that_cannot_be_worked_out_makes_no_pack(signed_in, coordinator, partnership):
    with scope(partnership=partnership):
        ValueMap.objects.create(partnership=partnership, title="Empty")
    response = signed_in(coordinator).post(f"{MAP}assurance/", {"note": ""})
    assert response.status_code == 422
    assert "there is nothing to assure" in response.content.decode()


def test_results_say_what_several_numbers_would_have_to_do_together(signed_in, observer, outcome):
    outcome.quantity_low, outcome.quantity_high = Decimal(1), Decimal(120)
    outcome.save()
    page = signed_in(observer).get(MAP).content.decode()
    assert "All ranged numbers together would have to go 92% of the way" in page
    assert "within the first year (3 months)" in page
    assert "No group named" in page
