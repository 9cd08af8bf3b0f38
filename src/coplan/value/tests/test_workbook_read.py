"""Reading a workbook: heads in words, merged cells, totals, shares, mistakes by their place, hostile files."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from django_scopes import scope
from openpyxl import Workbook, load_workbook

from coplan.engines import sroi
from coplan.kit.exchange.reading import BadFile
from coplan.value.models import Scenario, ValueOutcome
from coplan.value.queries import rows_of
from coplan.value.tests import workbooks
from coplan.value.tests.test_workbook_in_libreoffice import TODAY, random_map, rows_of_engine
from coplan.value.tests.workbooks import FUNDER, WALKERS
from coplan.value.workbook import checking, parsing, reading
from coplan.value.workbook.writing import workbook_of


def parsed(*rows, **how):
    return parsing.parse(reading.read(workbooks.saved(workbooks.book(*rows, **how))))


def numbers(outcome):
    return tuple(
        getattr(outcome, name).likely
        for name in (
            "quantity",
            "proxy",
            "deadweight",
            "displacement",
            "attribution",
            "drop_off",
            "duration_years",
        )
    )


def test_a_map_typed_under_the_usual_heads_is_read():
    found = parsed(FUNDER, WALKERS)
    assert (found.wrong, found.notices) == ([], [])
    assert found.title == "Walking group"
    assert found.value_map.inputs == (sroi.Input(12000, "Grant", "Council"),)
    (row,) = found.outcomes
    assert (row.outcome.code, row.outcome.outcome, row.outcome.stakeholder) == ("a", "Feel fitter", "Walkers")
    assert numbers(row.outcome) == (30, 436, 0.1, 0, 0.2, 0.5, 2)
    assert row.texts == {
        "proxy_name": "A gym's yearly fee",
        "proxy_source": "Council leisure centre",
        "quantity_reason": "Diaries",
    }


def test_a_stakeholder_stands_for_the_rows_below_it():
    later = {key: value for key, value in WALKERS.items() if key != 1}
    for merge in ("", "A8:A9"):
        found = parsed(FUNDER, WALKERS, later, merge=merge)
        assert [one.outcome.stakeholder for one in found.outcomes] == ["Walkers", "Walkers"]
        assert [one.outcome.code for one in found.outcomes] == ["a", "b"]


def test_totals_and_blank_rows_are_passed_over():
    found = parsed(FUNDER, {}, WALKERS, results={"Total Present Value (PV)": 99.0})
    assert found.wrong == []
    assert found.value_map.inputs == (sroi.Input(12000, "Grant", "Council"),)


@pytest.mark.parametrize(
    ("typed", "percents", "expected", "said"),
    [
        (0.1, True, 0.1, 0),
        ("10%", False, 0.1, 0),
        (10, False, 0.1, 0),
        (0.1, False, 0.1, 1),
        (1, False, 1.0, 1),
    ],
)
def test_a_share_is_told_by_its_cell(typed, percents, expected, said):
    found = parsed(FUNDER, {**WALKERS, 15: typed, 17: 0, 18: 0}, percents=percents)
    assert numbers(found.outcomes[0].outcome)[2] == expected
    assert sum("O8" in notice for notice in found.notices) == said


def test_one_share_above_1_shows_that_a_column_is_in_percent():
    found = parsed(
        FUNDER, {**WALKERS, 15: 1, 17: 0, 18: 0}, {**WALKERS, 15: 40, 17: 0, 18: 0}, percents=False
    )
    assert [numbers(one.outcome)[2] for one in found.outcomes] == [0.01, 0.4]
    assert [notice for notice in found.notices if "parts of a hundred" in notice and "O8" in notice]


@pytest.mark.parametrize(
    ("column", "typed", "place", "words"),
    [
        (9, "many", "I (Quantity)", "“many” is not a number."),
        (13, "#REF!", "M (Value £)", "It shows the error #REF!. Put the formula right first."),
        (15, 1.4, "O (Deadweight)", "1.4 is not between 0% and 100%."),
        (9, None, "I (Quantity)", "It is empty. Enter how many changed."),
        (6, None, "F (The outcomes: description)", "It is empty. Say what changes."),
        (10, 0, "J (Duration)", "0 is not above 0 and up to 100."),
        (9, -3, "I (Quantity)", "-3 is below 0."),
        (13, "=1+1", "M (Value £)", "It holds a formula nobody has worked out yet. "
         "Open the workbook in a spreadsheet and save it."),
    ],
)  # fmt: skip
def test_a_mistake_is_told_by_sheet_row_and_column(column, typed, place, words):
    found = parsed(FUNDER, WALKERS, {**WALKERS, column: typed})
    assert [(one.sheet, one.row, one.column, one.words) for one in found.wrong] == [
        ("Impact map", 9, place, words)
    ]
    assert [one.outcome.code for one in found.outcomes] == ["a"]


def test_what_is_empty_and_counts_as_nothing_is_said():
    found = parsed(FUNDER, {key: value for key, value in WALKERS.items() if key not in {10, 16}})
    assert numbers(found.outcomes[0].outcome) == (30, 436, 0.1, 0, 0.2, 0.5, 1)
    assert [n for n in found.notices if "Displacement is empty and was read as 0%" in n]
    assert [n for n in found.notices if "Duration is empty and was read as 1 year" in n]


def test_another_result_is_shown_with_its_cause():
    content = workbooks.saved(
        workbooks.book(
            FUNDER,
            {**WALKERS, 19: 9900.0},
            results={"Total Present Value (PV)": 14000.0, "Social Return £ per £": 1.17},
        )
    )
    book = reading.read(content)
    found = parsing.parse(book)
    result = sroi.calculate(found.value_map)
    told = checking.claims(book, found, result)
    assert [claim.words for claim in told] == [
        "The workbook does not say it, or has not worked it out.",
        "The workbook says 14,000.00, we make it 13,494.85.",
        "The workbook does not say it, or has not worked it out.",
        "The workbook says 1.17, we make it 1.12.",
    ]
    assert list(checking.reasons(found, told, result)) == [
        "Row 8, Feel fitter: the workbook's impact is £9,900.00; quantity × value less deadweight, displacement and "
        "attribution comes to £9,417.60."
    ]


def test_a_workbook_that_does_not_discount_is_told_so():
    content = workbooks.saved(workbooks.book(FUNDER, WALKERS, results={"Total present value": 14126.40}))
    book = reading.read(content)
    found = parsing.parse(book)
    result = sroi.calculate(found.value_map)
    told = checking.claims(book, found, result)
    assert list(checking.reasons(found, told, result)) == ["The workbook's total is not discounted at all."]


def test_random_draws_are_left_alone_with_the_reason():
    made = workbooks.book(FUNDER, WALKERS)
    made.create_sheet("Monte Carlo")["A1"] = "=RAND()"
    found = parsing.parse(reading.read(workbooks.saved(made)))
    assert [n for n in found.notices if "“Monte Carlo” were not read" in n and "repeat one draw" in n]
    assert len(found.outcomes) == 1


def test_a_change_that_starts_later_is_said():
    found = parsed(FUNDER, {**WALKERS, 11: 2})
    assert [n for n in parsing.marks(found) if n.startswith("Rows 8 start after the activity.")]


@pytest.mark.parametrize("seed", range(6))
def test_what_is_written_is_read_back_as_the_same_map(seed):
    rows = rows_of_engine(random_map(seed))
    found = parsing.parse(reading.read(workbook_of(rows, TODAY)))
    assert found.wrong == []
    assert found.value_map == rows.engine_map


@pytest.mark.django_db
def test_ranges_scenarios_and_reasons_come_back_with_the_map(partnership, living_well):
    with scope(partnership=partnership):
        row = ValueOutcome.objects.get(code="f")
        row.quantity_low, row.quantity_high, row.shape = Decimal(14), Decimal(28), "pert"
        row.proxy_source, row.drop_off_reason = "=A study", "Fades"
        row.save()
        assert Scenario.objects.count() == 10
        rows = rows_of(living_well)
        found = parsing.parse(reading.read(workbook_of(rows, TODAY)))
    assert (found.wrong, found.value_map) == ([], rows.engine_map)
    (told,) = (one.texts for one in found.outcomes if one.outcome.code == "f")
    assert (told["proxy_source"], told["drop_off_reason"]) == ("=A study", "Fades")


def test_a_range_that_no_longer_holds_the_figure_is_a_mistake():
    wide = replace(random_map(1).outcomes[0], quantity=sroi.Estimate(1, 2, 3))
    rows = rows_of_engine(replace(random_map(1), outcomes=(wide,), discount_schedule=()))
    made = load_workbook(io.BytesIO(workbook_of(rows, TODAY)))
    at = next(row for row in range(10, 16) if made["Value map"].cell(row, 9).value == 2)
    made["Value map"].cell(at, 9).value = 50
    found = parsing.parse(reading.read(workbooks.saved(made)))
    assert [(one.place, one.words) for one in found.wrong] == [
        ("Ranges, row 2, low and high", "The figure in the map, 50, lies outside 1 to 3.")
    ]


def other_table():
    made = Workbook()
    made.active.append(["Name", "Address"])
    made.active.append(["A", "B"])
    return workbooks.saved(made)


def bomb():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<a>" + b" " * 45_000_000)
    return made.getvalue()


def entities():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>')
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"a,b\n1,2\n", "This is not an XLSX workbook."),
        (b"PK\x03\x04 and nothing", "The workbook is damaged."),
        (bomb(), "too large when unpacked"),
        (entities(), "definitions no spreadsheet writes"),
        (b"PK\x03\x04" + b"0" * (5 * 1024 * 1024), "larger than 5 MB"),
        (other_table(), "No sheet has the heads of a value map."),
    ],
)
def test_a_file_that_is_no_map_is_refused_with_a_sentence(content, said):
    with pytest.raises(BadFile, match=said):
        parsing.parse(reading.read(content))


def test_a_missing_column_is_named():
    made = workbooks.book(FUNDER, WALKERS)
    made.active.delete_cols(13)
    with pytest.raises(BadFile, match="no column for the value of the proxy"):
        parsing.parse(reading.read(workbooks.saved(made)))
