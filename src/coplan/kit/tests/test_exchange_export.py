"""A list goes out as CSV and XLSX, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from coplan.kit.exchange.cells import as_text, safe, unsafe
from coplan.kit.tests.riverside import Riverside

HEADINGS = [
    "Reference",
    "Title",
    "Description",
    "Probability",
    "Impact",
    "Response",
    "What we do about it",
    "Owner",
    "Review on",
    "Score",
    "Status",
]


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_holds_every_field_in_words_after_the_reference(riverside: Riverside) -> None:
    riverside.risk(owner=riverside.mairi, response="reduce", review_on=date(2027, 3, 3))
    response = riverside.as_(riverside.observer).get(riverside.url("export.csv"))
    today = timezone.localdate().isoformat()
    assert response["Content-Disposition"] == f'attachment; filename="riverside-risks-{today}.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert csv_rows(response.content) == [
        HEADINGS,
        [
            "R-001",
            "Volunteers fall short",
            "",
            "4 High",
            "3 Medium",
            "Reduce: make it less likely or less harmful",
            "",
            "Mairi Grant (Riverside Care)",
            "2027-03-03",
            "12",
            "Open",
        ],
    ]


def test_xlsx_keeps_numbers_and_dates_what_they_are(riverside: Riverside) -> None:
    riverside.risk(review_on=date(2027, 3, 3))
    response = riverside.as_(riverside.observer).get(riverside.url("export.xlsx"))
    sheet = load_workbook(io.BytesIO(response.content)).active
    heading, row = sheet.iter_rows(values_only=True)
    assert list(heading) == HEADINGS
    assert row[9] == 12
    assert row[8].date() == date(2027, 3, 3)
    assert sheet["I2"].number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("title", ["=1+1", "+44 131", "-2", "@SUM(A1)", "＝1+1", " =1+1", "'=1+1", "\t=1"])
def test_text_that_looks_like_a_formula_is_made_safe(riverside: Riverside, title: str) -> None:
    riverside.risk(title)
    client = riverside.as_(riverside.observer)
    book = load_workbook(io.BytesIO(client.get(riverside.url("export.xlsx")).content))
    assert csv_rows(client.get(riverside.url("export.csv")).content)[1][1] == f"'{title}"
    assert (book.active["B2"].value, book.active["B2"].data_type) == (f"'{title}", "s")


@pytest.mark.parametrize("text", ["=1", "''=1", "'tis winter", "plain", "- a list", "+", "", "O'Neil", "'"])
def test_making_safe_can_be_undone(text: str) -> None:
    assert unsafe(safe(text)) == text
    assert as_text(safe(text)) == text


def test_the_filters_of_the_list_hold_for_the_file(riverside: Riverside) -> None:
    riverside.risk("Flood")
    riverside.risk("Fire", probability=1)
    response = riverside.as_(riverside.observer).get(riverside.url("export.csv?probability=1"))
    assert [row[1] for row in csv_rows(response.content)] == ["Title", "Fire"]


def test_control_characters_do_not_break_a_workbook(riverside: Riverside) -> None:
    riverside.risk("Bell\x07rings", description="one\r\ntwo")
    response = riverside.as_(riverside.observer).get(riverside.url("export.xlsx"))
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert (sheet["B2"].value, sheet["C2"].value) == ("Bellrings", "one\ntwo")


def test_an_owner_since_removed_is_still_named(riverside: Riverside) -> None:
    riverside.risk(owner=riverside.tam)
    type(riverside.tam)._base_manager.filter(pk=riverside.tam.pk).update(removed_at=timezone.now())
    response = riverside.as_(riverside.observer).get(riverside.url("export.csv"))
    assert csv_rows(response.content)[1][7] == "Tam Reid (Riverside Care)"


def test_the_queries_do_not_grow_with_the_rows(riverside: Riverside, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for at in range(30):
        riverside.risk(f"Risk {at}", owner=riverside.mairi)
    client = riverside.as_(riverside.observer)
    with django_assert_max_num_queries(7):
        client.get(riverside.url("export.csv"))


def test_outsiders_find_nothing_and_other_forms_do_not_exist(riverside: Riverside) -> None:
    assert riverside.as_(riverside.outsider).get(riverside.url("export.csv")).status_code == 404
    assert riverside.as_(riverside.observer).get(riverside.url("export.pdf")).status_code == 404
    assert riverside.as_(riverside.observer).post(riverside.url("export.csv")).status_code == 405
