"""A spreadsheet comes in: looked at first, then stored whole or not at all."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from openpyxl import Workbook

from coplan.kit.exchange import kept
from coplan.kit.tests.riverside import Riverside


def sheet_file(text: str, name: str = "risks.csv", encoding: str = "utf-8-sig") -> io.BytesIO:
    file = io.BytesIO(text.encode(encoding))
    file.name = name
    return file


def workbook_file(*rows: list[Any]) -> io.BytesIO:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "risks.xlsx"
    return file


def waiting() -> list[str]:
    """Uploads kept for a second step."""
    return default_storage.listdir(kept.FOLDER)[1] if default_storage.exists(kept.FOLDER) else []


class Importing:
    """Somebody at the import page."""

    def __init__(self, riverside: Riverside, participant: Any = None) -> None:
        self.riverside = riverside
        self.client = riverside.as_(participant or riverside.mairi)
        self.url = riverside.url("import/")

    def look(self, file: io.BytesIO) -> Any:
        self.page = self.client.post(self.url, {"file": file})
        return self.page

    def tally(self, file: io.BytesIO) -> tuple[int, int, int, int]:
        told = self.look(file).context["tally"]
        return told.new, told.changed, told.unchanged, told.wrong

    def errors(self, file: io.BytesIO) -> list[str]:
        rows = self.look(file).context["rows"]["error"]
        return [f"Row {row.row}: {error}" for row in rows for error in row.errors]

    def fault(self, file: io.BytesIO) -> str:
        page = self.look(file)
        assert page.status_code == 422
        return " ".join(page.context["form"].errors["file"])

    def confirm(self, **more: str) -> Any:
        return self.client.post(self.url, {"token": self.page.context["token"], **more})


@pytest.fixture
def importing(riverside: Riverside) -> Importing:
    return Importing(riverside)


ONE_ROW = "Title,Probability,Impact\nFlood,4,5\n"


def test_new_rows_are_shown_first_and_stored_when_confirmed(importing: Importing) -> None:
    text = (
        "Title,Probability,Impact,Owner,Review on\nFlood,4 High,5,mairi grant (riverside care),3 March 2027\n"
    )
    assert importing.tally(sheet_file(text)) == (1, 0, 0, 0)
    assert "Flood" in importing.page.content.decode()
    assert importing.riverside.risks() == []
    assert importing.confirm().url == importing.riverside.url()
    (risk,) = importing.riverside.risks()
    assert (risk.title, risk.score, risk.owner_id, risk.review_on, risk.partnership_id) == (
        "Flood",
        20,
        importing.riverside.mairi.pk,
        date(2027, 3, 3),
        importing.riverside.partnership.pk,
    )
    assert risk.history.get().history_change_reason == "Imported from risks.csv"
    assert risk.history.get().history_user == importing.riverside.mairi.person


def test_a_change_shows_each_field_and_raises_the_version(importing: Importing) -> None:
    importing.riverside.risk(plan="Ask friends")
    text = "reference,impact,What we do about it\nr-001,5 Very high,Ask the volunteer centre\n"
    assert importing.tally(sheet_file(text)) == (0, 1, 0, 0)
    (row,) = importing.page.context["rows"]["changed"]
    assert [(d.field, d.before, d.after) for d in row.differences] == [
        ("Impact", "3 Medium", "5 Very high"),
        ("What we do about it", "Ask friends", "Ask the volunteer centre"),
    ]
    importing.confirm()
    (risk,) = importing.riverside.risks()
    assert (risk.version, risk.impact, risk.score, risk.title) == (2, 5, 20, "Volunteers fall short")
    assert risk.history.first().history_change_reason == "Imported from risks.csv"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_was_exported_comes_back_unchanged(importing: Importing, form: str) -> None:
    riverside = importing.riverside
    riverside.risk(
        "=SUM(A1)", owner=riverside.tam, review_on=date(2027, 1, 31), description="one\r\ntwo; “three”"
    )
    riverside.risk("-5 degrees", probability=1, response="accept", plan="'= as it was")
    exported = io.BytesIO(importing.client.get(riverside.url(f"export.{form}")).content)
    exported.name = f"risks.{form}"
    assert importing.tally(exported) == (0, 0, 2, 0)
    assert "nothing to import" in importing.page.content.decode()


def test_mistakes_are_told_by_the_row_of_the_file(importing: Importing) -> None:
    text = (
        "Title;Probability;Impact;Owner;Review on\n"
        "\n"
        "Flood;9;1;;\n"
        ";1;1;;\n"
        "Fire;1;1;Nobody Known;\n"
        "Frost;1;1;;31/02/2027\n"
    )
    owners = "Mairi Grant (Riverside Care); Tam Reid (Riverside Care); Una Ross"
    grades = "1 Very low; 2 Low; 3 Medium; 4 High; 5 Very high"
    assert importing.errors(sheet_file(text)) == [
        f"Row 3: Probability: “9” is not one of the choices. Use one of: {grades}.",
        "Row 4: Title: Enter a title",
        f"Row 5: Owner: “Nobody Known” is not one of the choices. Use one of: {owners}.",
        "Row 6: Review on must be a real date, like 3 March 2027",
    ]
    assert importing.page.status_code == 422
    assert importing.confirm().status_code == 422
    assert importing.riverside.risks() == []


def test_good_rows_alone_are_stored_only_when_asked_for(importing: Importing) -> None:
    text = "Title,Probability,Impact\nFlood,4,5\nFire,7,1\n"
    assert importing.tally(sheet_file(text)) == (1, 0, 0, 1)
    importing.confirm()
    assert importing.riverside.risks() == []
    importing.confirm(only_good="1")
    assert [risk.title for risk in importing.riverside.risks()] == ["Flood"]


def test_unknown_columns_are_named_and_left_out(importing: Importing) -> None:
    importing.look(sheet_file("Title,Probability,Impact,Score,partnership,Colour\nFlood,1,1,25,9,red\n"))
    assert (
        "These columns are not known here and are left out: “partnership”, “Colour”."
        in importing.page.context["notices"]
    )
    importing.confirm()
    assert [(risk.score, risk.partnership_id) for risk in importing.riverside.risks()] == [
        (1, importing.riverside.partnership.pk)
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "The file is empty. Choose another"),
        ("Title,Probability,Impact\n", "The file has no rows under its headings. Fill in at least one row."),
        (
            "Title,Impact\nFlood,1\n",
            "The file has no column for “Probability”, which every new row needs. Add it and try again.",
        ),
        ("Title,Title\nFlood,Fire\n", "Two columns are headed “Title”. Keep one of them."),
        (
            "Colour\nred\n",
            "None of the columns is known here. The first row must hold headings such as: "
            "Title, Description, Probability, Impact, Response.",
        ),
        (
            "Title\n" + "x\n" * 5001,
            "The file has more than 5,000 rows. Split it and import one part at a time.",
        ),
        ("Title\n\0\n", "This is not a CSV or XLSX file. Save your sheet as one of these and try again."),
        (
            f'Title\n"{"x" * 200_000}"\n',
            "The file cannot be read as CSV. Open it in a spreadsheet and save it as XLSX.",
        ),
    ],
)
def test_a_file_that_cannot_be_imported_says_why(importing: Importing, text: str, fault: str) -> None:
    assert importing.fault(sheet_file(text, encoding="utf-8")) == fault
    assert waiting() == []


def test_an_existing_row_needs_no_other_columns(importing: Importing) -> None:
    importing.riverside.risk()
    assert importing.tally(sheet_file("Reference,Title\nR-001,Floods\n")) == (0, 1, 0, 0)


def test_an_empty_cell_empties_the_field_of_a_record(importing: Importing) -> None:
    importing.riverside.risk(plan="Wait")
    importing.look(sheet_file("Reference,What we do about it\nR-001,\n"))
    importing.confirm()
    assert importing.riverside.risks()[0].plan == ""


def test_references_must_exist_and_come_once(importing: Importing) -> None:
    importing.riverside.risk()
    removed = importing.riverside.risk("Old", removed_at=timezone.now())
    text = f"Reference,Title\nR-001,One\nR-001,Two\n{removed.reference},Back\nI-001,Issue\n"
    assert importing.errors(sheet_file(text)) == [
        "Row 3: Reference: R-001 is in the file twice.",
        "Row 4: Reference: R-002 is not in this list. To add it as a new one, leave the cell empty.",
        "Row 5: Reference: I-001 is not in this list. To add it as a new one, leave the cell empty.",
    ]


def test_two_people_of_one_name_cannot_be_told_apart(importing: Importing) -> None:
    importing.riverside.add_person(
        "Tam Reid", "service-user", importing.riverside.partner, "other@example.org"
    )
    text = "Title,Probability,Impact,Owner\nFlood,1,1,Tam Reid (Riverside Care)\n"
    assert importing.errors(sheet_file(text)) == [
        "Row 2: Owner: More than one is called “Tam Reid (Riverside Care)”. Choose it on the page instead."
    ]


def test_real_dates_and_numbers_of_a_workbook_are_read(importing: Importing) -> None:
    moment = timezone.datetime(2027, 3, 3)
    file = workbook_file([], ["Title", "Probability", "Impact", "Review on"], [1984, 4.0, "2 low", moment])
    assert importing.tally(file) == (1, 0, 0, 0)
    importing.confirm()
    (risk,) = importing.riverside.risks()
    assert (risk.title, risk.probability, risk.impact, risk.review_on) == ("1984", 4, 2, date(2027, 3, 3))


@pytest.mark.parametrize(
    ("encoding", "separator"), [("cp1252", ";"), ("utf-16", "\t"), ("utf-8", ","), ("utf-8-sig", ";")]
)
def test_other_encodings_and_separators_are_understood(
    importing: Importing, encoding: str, separator: str
) -> None:
    text = "Title,Probability,Impact\nCafé – closed,1,1\n".replace(",", separator)
    importing.look(sheet_file(text, encoding=encoding))
    importing.confirm()
    assert [risk.title for risk in importing.riverside.risks()] == ["Café – closed"]


def test_somebody_elses_change_meanwhile_is_shown_again(importing: Importing) -> None:
    risk = importing.riverside.risk()
    importing.look(sheet_file("Reference,Title\nR-001,Mine\n"))
    type(risk)._base_manager.filter(pk=risk.pk).update(title="Theirs", version=2)
    again = importing.confirm()
    (row,) = again.context["rows"]["changed"]
    assert again.context["said"] == (
        "Somebody changed some of these records meanwhile. Look through the differences again."
    )
    assert [(d.before, d.after) for d in row.differences] == [("Theirs", "Mine")]
    importing.page = again
    importing.confirm()
    assert importing.riverside.risks()[0].title == "Mine"


def test_the_kept_file_is_removed_once_imported_and_not_imported_twice(importing: Importing) -> None:
    importing.look(sheet_file(ONE_ROW))
    importing.confirm()
    assert waiting() == []
    again = importing.confirm()
    assert "The file is no longer kept, or was imported already. Choose it again." in again.content.decode()
    assert len(importing.riverside.risks()) == 1


def test_a_second_press_of_the_button_stores_nothing_more(importing: Importing) -> None:
    importing.look(sheet_file(ONE_ROW))
    assert kept.Kept(f"{kept.FOLDER}/{waiting()[0]}", "", "").claim()
    response = importing.client.post(importing.url, {"token": importing.page.context["token"]}, follow=True)
    assert [str(told) for told in response.context["messages"]] == ["This file is being imported already."]
    assert importing.riverside.risks() == []


def test_cancelling_removes_the_kept_file(importing: Importing) -> None:
    importing.look(sheet_file(ONE_ROW))
    assert importing.confirm(cancel="1").status_code == 302
    assert waiting() == []
    assert importing.riverside.risks() == []


def test_a_token_is_of_no_use_to_another_person_or_another_list(importing: Importing) -> None:
    importing.look(sheet_file(ONE_ROW))
    token = importing.page.context["token"]
    tam = importing.riverside.as_(importing.riverside.tam)
    assert tam.post(importing.url, {"token": token}).status_code == 422
    elsewhere = importing.url.replace("/risks/", "/issues/")
    assert importing.client.post(elsewhere, {"token": token}).status_code == 422
    assert importing.client.post(importing.url, {"token": token + "x"}).status_code == 422
    assert importing.riverside.risks() == []


def test_uploads_nobody_confirmed_go_after_a_day(
    importing: Importing, monkeypatch: pytest.MonkeyPatch
) -> None:
    importing.look(sheet_file(ONE_ROW))
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=25))
    assert kept.sweep() == 1
    assert waiting() == []


def test_the_page_explains_the_file_and_gives_templates(importing: Importing) -> None:
    page = importing.client.get(importing.url).content.decode()
    assert "a date, like 3 March 2027, 03/03/2027 or 2027-03-03" in page
    template = importing.client.get(f"{importing.url}?template=csv")
    assert template["Content-Disposition"] == 'attachment; filename="riverside-risks-template.csv"'
    line = template.content.decode("utf-8-sig").strip()
    assert re.split(",", line.replace('"', "")) == [
        "Reference",
        "Title",
        "Description",
        "Probability",
        "Impact",
        "Response",
        "What we do about it",
        "Owner",
        "Review on",
    ]


def test_only_those_who_may_change_the_list_may_import(riverside: Riverside) -> None:
    url = riverside.url("import/")
    assert riverside.as_(riverside.observer).get(url).status_code == 403
    assert riverside.as_(riverside.observer).post(url, {"file": sheet_file(ONE_ROW)}).status_code == 403
    assert riverside.as_(riverside.outsider).get(url).status_code == 404
    assert riverside.as_(riverside.tam).put(url).status_code == 405
    assert riverside.risks() == []


def test_a_name_from_another_partnership_is_not_found(importing: Importing) -> None:
    importing.riverside.add_elsewhere("Ewan Bell")
    (error,) = importing.errors(sheet_file("Title,Probability,Impact,Owner\nFlood,1,1,Ewan Bell\n"))
    assert error.startswith("Row 2: Owner: “Ewan Bell” is not one of the choices.")


def test_a_related_record_is_found_by_its_reference_or_its_words(importing: Importing) -> None:
    riverside = importing.riverside
    riverside.risk("Flood")
    importing.url = importing.url.replace("/risks/", "/actions/")
    text = (
        "What is to be done,About the risk,Due on\n"
        "Buy sandbags,R-001,01/02/2027\nCall the council,flood,1 Feb 2027\nNobody’s,,1/2/27\n"
    )
    assert importing.errors(sheet_file(text)) == [
        "Row 4: About the risk: Choose the risk or the issue it is about: one of the two."
    ]
    importing.confirm(only_good="1")
    exported = importing.client.get(importing.url.replace("import/", "export.csv")).content
    rows = list(csv.reader(io.StringIO(exported.decode("utf-8-sig"), newline="")))
    assert rows[0] == [
        "Reference",
        "What is to be done",
        "About the risk",
        "About the issue",
        "Who does it",
        "Due on",
        "Done on",
        "About",
    ]
    assert sorted(rows[1:]) == [
        ["RA-001", "Buy sandbags", "Flood", "", "", "2027-02-01", "", "R-001 Flood"],
        ["RA-002", "Call the council", "Flood", "", "", "2027-02-01", "", "R-001 Flood"],
    ]
