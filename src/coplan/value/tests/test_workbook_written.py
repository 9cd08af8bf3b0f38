"""What stands in the exported workbook: the order of the columns, formulas, names, locks and safe text."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from django.urls import reverse
from django_scopes import scope
from openpyxl import load_workbook

from coplan.value.models import ValueInput, ValueOutcome
from coplan.value.queries import rows_of
from coplan.value.tests.test_workbook_in_libreoffice import TODAY
from coplan.value.workbook.layout import MAP
from coplan.value.workbook.writing import workbook_of


def address(name, number):
    return reverse(f"value:{name}", args=["living-well", number])


@pytest.fixture
def book(partnership, value_map):
    with scope(partnership=partnership):
        return load_workbook(io.BytesIO(workbook_of(rows_of(value_map), TODAY)))


def test_the_columns_stand_in_the_order_of_the_value_map(book):
    heads = [cell.value for cell in book[MAP][8]]
    assert heads == [
        "Stakeholders", "Intended or unintended changes", "Inputs: description", "Inputs: value £", "Outputs",
        "The outcomes: description", "Indicator", "Source", "Quantity", "Duration", "Outcomes start",
        "Financial proxy", "Value £", "Source of the proxy", "Deadweight %", "Displacement %", "Attribution %",
        "Drop off %", "Impact", "Year 1", "Year 2", "Year 3", "Year 4", "Year 5", "Present value", "Code",
        "Price year of the proxy",
    ]  # fmt: skip
    assert [cell.value for cell in book[MAP][7] if cell.value] == [
        "Stage 1", "Stage 2", "Stage 3", "Stage 4", "Stage 5: calculating social return",
    ]  # fmt: skip


def test_what_follows_from_a_typed_cell_is_a_formula(book):
    sheet = book[MAP]
    assert sheet["S11"].value == "=$I11*$M11*(1-$O11)*(1-$P11)*(1-$Q11)"
    assert sheet["T11"].value == "=$S11*MIN(1,$J11)"
    assert sheet["U11"].value == "=IF($J11>1,T11*(1-$R11)*MIN(1,$J11-1),0)"
    assert sheet["T6"].value == '=IF($B$4="No",1,1/(1+T$5))'
    assert sheet["U6"].value == '=T$6/(1+IF($B$4="No",T$5,U$5))'
    assert sheet["Y11"].value == "=SUMPRODUCT(T11:X11,$T$6:$X$6)"
    places = {name: one.attr_text for name, one in book.defined_names.items()}
    ratio = sheet[places["Social_return"].rsplit("!", 1)[1].replace("$", "")].value
    assert ratio == "=IF(T21=0,0,T20/T21)"
    typed = [cell.coordinate for line in sheet.iter_rows() for cell in line if not cell.protection.locked]
    assert "O11" in typed
    assert "S11" not in typed
    assert sheet.protection.sheet is True


def test_shares_are_percent_and_the_sheet_prints_on_one_page_width(book):
    sheet = book[MAP]
    assert (sheet["O11"].value, sheet["O11"].number_format) == (0.2, "0.##%")
    setup = (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight)
    assert setup == ("landscape", 1, 0)
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B10", "$7:$8")
    assert book.sheetnames == ["About", MAP, "Reasons", "Ranges", "Scenarios"]


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_text_is_saved_as_a_formula(partnership, value_map, outcome, text):
    with scope(partnership=partnership):
        outcome.title, outcome.proxy_source, outcome.quantity_reason = text, text, text
        outcome.save()
        value_map.title = text
        value_map.save()
        ValueInput.objects.get().delete()
        ValueInput.objects.create(
            partnership=partnership, value_map=value_map, name=text, amount=Decimal(5), source=text
        )
        made = load_workbook(io.BytesIO(workbook_of(rows_of(value_map), TODAY)))
    formulas = [
        cell.value for sheet in made for line in sheet.iter_rows() for cell in line if cell.data_type == "f"
    ]
    assert not [one for one in formulas if "HYPERLINK" in one or one in {"=+1", "=-1", text}]
    assert made[MAP]["F11"].value == f"'{text}"
    assert made[MAP]["F11"].data_type == "s"


def test_a_map_that_lasts_longer_gets_the_years_it_needs(partnership, value_map, outcome):
    with scope(partnership=partnership):
        outcome.duration_years = Decimal("7.5")
        outcome.save()
        sheet = load_workbook(io.BytesIO(workbook_of(rows_of(value_map), TODAY)))[MAP]
    assert [cell.value for cell in sheet[8] if str(cell.value).startswith("Year")][-1] == "Year 8"


def test_reasons_ranges_and_scenarios_stand_beside_the_map(partnership, living_well):
    with scope(partnership=partnership):
        row = ValueOutcome.objects.get(code="f")
        row.quantity_low, row.quantity_high, row.deadweight_reason = (
            Decimal(14),
            Decimal(28),
            "The control group",
        )
        row.save()
        made = load_workbook(io.BytesIO(workbook_of(rows_of(living_well), TODAY)))
    assert [cell.value for cell in made["Ranges"][2]] == [
        "f", "Lower diabetes risk", "Quantity", 14, 22, 28, "triangular",
    ]  # fmt: skip
    assert [cell.value for cell in made["Reasons"][2]] == [
        "f", "Lower diabetes risk", "Deadweight", 0.1, "The control group",
    ]  # fmt: skip
    assert [cell.value for cell in made["Scenarios"][2]][:1] == ["Deadweight half"]
    told = {line[0].value: line[1].value for line in made["About"].iter_rows(min_row=3)}
    assert told["coplan's own answer that day"].startswith(
        "£5.80 for each £1; total present value £699,154.05"
    )
    assert told["Version"] == "1, exported on 22 November 2026"


def test_every_member_may_download_it_and_nobody_else(signed_in, observer, outsider, value_map):
    response = signed_in(observer).get(address("workbook", 1))
    assert response["Content-Disposition"] == 'attachment; filename="walking-group.xlsx"'
    assert load_workbook(io.BytesIO(response.content))[MAP]["A1"].value == "V-001 Walking group"
    assert signed_in(outsider).get(address("workbook", 1)).status_code == 404
    assert signed_in(observer).post(address("workbook", 1)).status_code == 405
    assert signed_in(observer).get(address("workbook", 9)).status_code == 404
