"""A period's figures from a spreadsheet: looked at first, all or nothing unless asked for the good rows."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope
from openpyxl import load_workbook

from coplan.returns.models import Figure
from coplan.returns.tests.conftest import figure

BASE = "/p/living-well/reporting/"


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def file_of(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return SimpleUploadedFile("figures.csv", text.getvalue().encode())


@pytest.fixture
def at(signed_in, coordinator, asked):
    """A coordinator's browser and the address of the round's import."""
    return signed_in(coordinator), f"{BASE}{asked.number}/import/"


@pytest.fixture
def template(at):
    client, address = at
    return rows_of(client.get(f"{address}?template=csv").content)


def filled(template, given):
    """The template with figures: {(indicator, partner, group): (figure, out of)}."""
    head, *rows = template
    for row in rows:
        found = given.get((row[1], row[2], row[6]))
        if found:
            row[7], row[8] = found
            row[10] = row[10] or ("" if row[6] else "Log")
    return [head, *rows]


def stored(partnership):
    with scope(partnership=partnership):
        return {
            (one.indicator.name, str(one.in_return.partner)): (one.figure, one.out_of)
            for one in Figure.objects.filter(figure__isnull=False).select_related(
                "indicator", "in_return__partner__organisation"
            )
        }


def look(at, rows):
    client, address = at
    return client.post(address, {"file": file_of(rows)})


def confirm(at, page, **more):
    client, address = at
    return client.post(address, {"token": page.context["token"], **more})


ALL = {
    ("People visited", "Ferry House", ""): ("12", ""),
    ("People visited", "Ewart Council", ""): ("30", ""),
    ("Seen twice a week", "Ferry House", ""): ("5", "10"),
    ("Seen twice a week", "Ewart Council", ""): ("20", "40"),
    ("Weeks to the first visit", "Ewart Council", ""): ("3", ""),
}


def test_the_template_holds_the_questions_and_the_groups(areas, template):
    assert template[0] == [
        "Reference", "Indicator", "Partner", "From", "To", "Broken down by", "Group", "Figure", "Out of",
        "Not known, because", "Source", "What happened",
    ]  # fmt: skip
    assert [(row[1], row[2], row[3], row[6]) for row in template[1:5]] == [
        ("People visited", "Ewart Council", "2026-01-01", ""),
        ("People visited", "Ewart Council", "2026-01-01", "North"),
        ("People visited", "Ewart Council", "2026-01-01", "South"),
        ("People visited", "Ewart Council", "2026-01-01", "Not known"),
    ]


def test_the_template_is_a_workbook_too(at):
    client, address = at
    book = load_workbook(io.BytesIO(client.get(f"{address}?template=xlsx").content))
    assert [cell.value for cell in book.active["B"]][:2] == ["Indicator", "People visited"]


def test_a_filled_in_workbook_comes_back(at, partnership):
    client, address = at
    book = load_workbook(io.BytesIO(client.get(f"{address}?template=xlsx").content))
    for line in book.active.iter_rows(min_row=2):
        figures = ALL[line[1].value, line[2].value, ""]
        line[7].value, line[8].value, line[10].value = float(figures[0]), figures[1] or None, "Log"
    kept = io.BytesIO()
    book.save(kept)
    page = client.post(address, {"file": SimpleUploadedFile("figures.xlsx", kept.getvalue())})
    confirm(at, page)
    assert stored(partnership)["Seen twice a week", "Ewart Council"] == (20, 40)
    assert len(stored(partnership)) == 5


def test_a_file_is_looked_at_and_then_stored_as_drafts(at, template, partnership):
    page = look(at, filled(template, ALL))
    assert page.status_code == 200
    assert page.context["tally"].changed == 5
    assert stored(partnership) == {}
    assert confirm(at, page).status_code == 302
    assert stored(partnership) == {
        ("People visited", "Ferry House"): (12, None),
        ("People visited", "Ewart Council"): (30, None),
        ("Seen twice a week", "Ferry House"): (5, 10),
        ("Seen twice a week", "Ewart Council"): (20, 40),
        ("Weeks to the first visit", "Ewart Council"): (3, None),
    }
    again = look(at, filled(template, ALL))
    assert (again.context["tally"].changed, again.context["tally"].unchanged) == (0, 5)


def test_a_bad_row_keeps_the_whole_file_out_unless_the_good_ones_are_asked_for(at, template, partnership):
    given = ALL | {
        ("Seen twice a week", "Ferry House", ""): ("15", "10"),
        ("Weeks to the first visit", "Ewart Council", ""): ("three", ""),
    }
    page = look(at, filled(template, given))
    assert page.status_code == 422
    assert [(row.row, row.errors) for row in page.context["rows"]["error"]] == [
        (
            5,
            (
                "Seen twice a week, January to March 2026 (Ferry House): The count cannot be more than what it "
                "is out of.",
            ),
        ),
        (
            6,
            (
                "Weeks to the first visit, January to March 2026 (Ewart Council): Figure: “three” is not a "
                "number as it is kept here. Write it like 12.5.",
            ),
        ),
    ]
    assert confirm(at, page).status_code == 422
    assert stored(partnership) == {}
    confirm(at, page, only_good="1")
    assert len(stored(partnership)) == 3


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        (0, "IN-999", "Reference: “IN-999” is not asked in this round."),
        (2, "Nobody", "Partner: “Nobody” does not report this here."),
        (2, "", "Partner: fill it in; the indicator is asked more than once."),
        (3, "soon", "From: “soon” is not a date. Write it like 2027-03-31."),
        (4, "2026-12-31", "To: this period is not asked in this round."),
        (8, "4", "Out of: only a percentage is out of something. Leave it empty."),
        (9, "Lost", "Not known, because: either give the figure or say why it is not known, not both."),
    ],
)
def test_each_mistake_names_its_column(at, template, partnership, place, value, told):
    rows = filled(template, ALL)
    rows[1][place] = value
    page = look(at, rows)
    assert told in page.content.decode()
    assert page.context["rows"]["error"][0].row == 2


def test_groups_that_do_not_add_up_are_refused_with_the_difference(at, areas, template):
    given = ALL | {
        ("People visited", "Ewart Council", "North"): ("20", ""),
        ("People visited", "Ewart Council", "South"): ("7", ""),
    }
    page = look(at, filled(template, given))
    assert "Area: the groups add up to 27, the figure is 30: 3 are missing." in page.content.decode()


def test_groups_that_add_up_are_stored(at, areas, template, partnership):
    given = {
        ("People visited", "Ewart Council", ""): ("30", ""),
        ("People visited", "Ewart Council", "North"): ("20", ""),
        ("People visited", "Ewart Council", "South"): ("10", ""),
    }
    page = look(at, filled(template, given))
    confirm(at, page)
    with scope(partnership=partnership):
        found = Figure.objects.get(figure=30)
        assert sorted(str(part) for part in found.parts.all()) == ["North: 20", "South: 10"]


def test_what_was_sent_already_is_not_changed(at, template, both_sent):
    page = look(at, filled(template, {("People visited", "Ewart Council", ""): ("31", "")}))
    assert "the return of Ewart Council was sent already." in page.content.decode()


def test_somebody_saving_meanwhile_means_looking_again(
    at, template, say, public_partner, contact, partnership
):
    page = look(at, filled(template, ALL))
    say(public_partner, contact, sending=False, visited=figure(29))
    answer = confirm(at, page)
    assert answer.status_code == 422
    assert "Somebody changed some of these figures meanwhile." in answer.content.decode()
    assert stored(partnership) == {("People visited", "Ewart Council"): (29, None)}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "The file is empty."),
        (b"Indicator,Partner\nPeople visited,Ferry House\n", "The file has no column “Figure”."),
        (b"PK\x03\x04broken", "The workbook is damaged."),
    ],
)
def test_a_file_that_is_no_table_says_what_to_do(at, content, told):
    client, address = at
    answer = client.post(address, {"file": SimpleUploadedFile("figures.csv", content)})
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_a_partner_imports_into_its_own_return_only(
    signed_in, contact, return_of, partner, public_partner, template, partnership
):
    client = signed_in(contact)
    address = f"{BASE}returns/{return_of(public_partner).number}/import/"
    page = client.post(address, {"file": file_of(filled(template, ALL))})
    assert "does not report this here." in page.content.decode()
    assert client.get(f"{BASE}returns/{return_of(partner).number}/import/").status_code == 403
    client.post(address, {"token": page.context["token"], "only_good": "1"})
    assert {who for _name, who in stored(partnership)} == {"Ewart Council"}
