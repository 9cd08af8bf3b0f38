"""A value map goes out as a workbook, is changed there, and comes back as another map."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, Enter

pytestmark = pytest.mark.browser


def _changed(path: Path) -> bytes:
    """Three people fewer with a lower risk, typed into the sheet that was downloaded."""
    book = load_workbook(io.BytesIO(path.read_bytes()))
    sheet: Any = book["Value map"]
    row = next(row for row in range(10, 40) if sheet.cell(row, 6).value == "Lower diabetes risk")
    sheet.cell(row, 9).value = 19
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_map_is_taken_out_changed_and_brought_back(visit: Enter) -> None:
    page = visit("isla.reid").at("value-maps/1/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the workbook").click()
    workbook = _changed(waiting.value.path())
    page.get_by_role("link", name="Social value").first.click()
    page.get_by_role("link", name="Load a workbook").click()
    page.get_by_label("Title").fill("With nineteen people")
    sheet = {"name": "changed.xlsx", "mimeType": "application/octet-stream", "buffer": workbook}
    page.locator("input[type=file]").set_input_files(sheet)
    page.get_by_role("button", name="Show what it says").click()
    expect(page.get_by_role("row", name="Lower diabetes risk")).to_contain_text("19")
    expect(page.get_by_role("row", name="Social return for each £1")).to_contain_text("£5.45")
    page.get_by_role("button", name="Make the map").click()
    expect(page.get_by_role("heading", name="With nineteen people", level=1)).to_be_visible()
    expect(page.get_by_text("£5.45 for £1")).to_be_visible()


def test_a_mistake_in_it_is_told_by_its_cell_on_a_phone(visit: Enter) -> None:
    visitor = visit("isla.reid")
    page = visitor.at("value-maps/1/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the workbook").click()
    book = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    book["Value map"]["I14"] = "many"
    content = io.BytesIO()
    book.save(content)
    page.set_viewport_size(PHONE)
    page.goto(page.url.replace("/1/", "/workbook/"))
    sheet = {"name": "bad.xlsx", "mimeType": "application/octet-stream", "buffer": content.getvalue()}
    page.locator("input[type=file]").set_input_files(sheet)
    page.get_by_role("button", name="Show what it says").click()
    expect(page.get_by_role("main")).to_contain_text(
        "Value map, row 14, I (Quantity): “many” is not a number."
    )
    expect(page.get_by_role("button", name="Make the map from the good rows only")).to_be_visible()
