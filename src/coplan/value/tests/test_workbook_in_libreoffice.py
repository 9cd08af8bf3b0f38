"""The exported workbook, recalculated by LibreOffice after somebody typed into it, against the engine."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django_scopes import scope
from openpyxl import load_workbook

from coplan.engines import sroi
from coplan.engines.sroi.tests.maps import published_map
from coplan.partnerships.models import Partnership
from coplan.stakeholders.models import StakeholderGroup
from coplan.value import files, services
from coplan.value.inputs import schedule
from coplan.value.models import ValueMap
from coplan.value.queries import Rows, rows_of
from coplan.value.workbook import checking, parsing, reading
from coplan.value.workbook.layout import MAP
from coplan.value.workbook.writing import workbook_of

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
TODAY = date(2026, 11, 22)
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is not installed: apt-get install libreoffice-calc"
)


def rows_of_engine(found: sroi.ValueMap) -> Rows:
    """A map's rows as records that were never saved."""
    partnership = Partnership(name="Living well", slug="living-well")
    named = dict.fromkeys(row.stakeholder for row in (*found.inputs, *found.outcomes) if row.stakeholder)
    groups = {name: StakeholderGroup(pk=place, name=name) for place, name in enumerate(named, 1)}
    made = files.records_of(found, groups, partnership)
    value_map = ValueMap(
        partnership=partnership,
        number=1,
        title=found.title,
        discount_rate=files.exact(found.discount_rate),
        discounting=files.schedule_name(found) or "",
        first_year_discounted=found.first_year_discounted,
    )
    return Rows(value_map, made.inputs, made.outcomes, made.scenarios)


def random_map(seed: int) -> sroi.ValueMap:
    """A map of any size that a stored one could hold: part years, losses, no discount, long lives."""
    draw = random.Random(seed)

    def share() -> sroi.Estimate:
        return sroi.Estimate.point(draw.choice([0.0, 1.0, round(draw.random(), 4)]))

    outcomes = tuple(
        sroi.Outcome(
            code=f"o{place}",
            outcome=draw.choice(["=Fitter", "-1+1", "@home", "Feel fitter"]),
            stakeholder=draw.choice(["", "Walkers", "Carers"]),
            quantity=sroi.Estimate.point(round(draw.uniform(0, 500), 2)),
            proxy=sroi.Estimate.point(round(draw.uniform(-2000, 9000), 2)),
            deadweight=share(),
            displacement=share(),
            attribution=share(),
            drop_off=share(),
            duration_years=sroi.Estimate.point(
                draw.choice([0.25, 1, 2.5, 5, 7.01, round(draw.uniform(0.1, 45), 2)])
            ),
        )
        for place in range(draw.randint(1, 12))
    )
    inputs = tuple(sroi.Input(round(draw.uniform(1, 90_000), 2), "Grant") for _ in range(draw.randint(1, 3)))
    return sroi.ValueMap(
        inputs=inputs,
        outcomes=outcomes,
        discount_rate=draw.choice([0.0, 0.035, 0.0725]),
        first_year_discounted=draw.random() < 0.5,
        discount_schedule=schedule(draw.choice(["", "standard", "health"])),
        title=f"Random {seed}",
    )


def recalculated(folder: Path, books: dict[str, bytes]) -> dict[str, Any]:
    """Every workbook opened and saved again by LibreOffice, in one run of it."""
    for name, content in books.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    asked = [str(folder / f"{name}.xlsx") for name in books]
    assert SOFFICE is not None
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), *asked],
        check=True, capture_output=True, timeout=90,
    )  # fmt: skip
    return {name: (folder / "out" / f"{name}.xlsx").read_bytes() for name in books}


def said(content: bytes, found: sroi.ValueMap) -> dict[str, tuple[float | None, float]]:
    """What the workbook comes to beside the engine, in pence."""
    book = reading.read(content)
    told = checking.claims(book, parsing.parse(book), sroi.calculate(found))
    return {
        claim.place: (None if claim.theirs is None else round(claim.theirs, 2), round(claim.ours, 2))
        for claim in told
    }


@needs_libreoffice
def test_the_workbook_comes_to_the_engines_figures_to_the_penny(tmp_path: Path) -> None:
    maps = {"published": published_map(), **{f"random-{seed}": random_map(seed) for seed in range(12)}}
    books = {name: workbook_of(rows_of_engine(found), TODAY) for name, found in maps.items()}
    for name, content in recalculated(tmp_path, books).items():
        told = said(content, maps[name])
        assert len(told) == 4, name
        assert all(theirs == ours for theirs, ours in told.values()), (name, told)
    published = reading.read((tmp_path / "out" / "published.xlsx").read_bytes())
    ratio = published.named("Social_return")
    assert ratio is not None
    assert round(ratio.value, 2) == 5.80


@needs_libreoffice
def test_what_is_typed_into_it_moves_the_ratio_as_in_the_engine(tmp_path: Path) -> None:
    found = published_map()
    book = load_workbook(io.BytesIO(workbook_of(rows_of_engine(found), TODAY)))
    sheet = book[MAP]
    rows = {sheet.cell(row, 6).value: row for row in range(10, 40)}
    risk = rows["Lower diabetes risk"]
    sheet.cell(risk, 9).value, sheet.cell(risk, 10).value, sheet.cell(risk, 15).value = 30, 2.5, 0.4
    sheet["B3"], sheet["B4"] = 0.05, "No"
    typed = io.BytesIO()
    book.save(typed)
    point = sroi.Estimate.point
    changed = tuple(
        replace(row, quantity=point(30), duration_years=point(2.5), deadweight=point(0.4))
        if row.code == "f"
        else row
        for row in found.outcomes
    )
    expected = replace(found, outcomes=changed, discount_rate=0.05, first_year_discounted=False)
    content = recalculated(tmp_path, {"typed": typed.getvalue()})["typed"]
    told = said(content, expected)
    assert all(theirs == ours for theirs, ours in told.values()), told
    assert parsing.parse(reading.read(content)).value_map == replace(expected, title=found.title)


@needs_libreoffice
@pytest.mark.django_db
def test_what_libreoffice_saved_is_read_back_as_the_same_map(
    tmp_path: Path, partnership: Any, coordinator: Any
) -> None:
    with scope(partnership=partnership):
        kept = services.import_map(
            partnership=partnership,
            found=published_map(),
            title="Living Well",
            sort="evaluative",
            by=coordinator,
        )
        rows = rows_of(kept)
        content = recalculated(tmp_path, {"kept": workbook_of(rows, TODAY)})["kept"]
        book = reading.read(content)
        found = parsing.parse(book)
        assert (found.wrong, found.notices, found.value_map) == ([], [], rows.engine_map)
        told = checking.claims(book, found, sroi.calculate(found.value_map))
        assert [claim.agrees for claim in told] == [True] * 4
