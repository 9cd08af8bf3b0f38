"""What the workbook says it comes to, beside what we make it, and where the difference comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from coplan.engines import sroi
from coplan.value.workbook.found import Found, OutcomeRow
from coplan.value.workbook.matching import folded
from coplan.value.workbook.reading import Book, Cell, Grid

MOST_ROWS = 20
PENNY = 0.005


@dataclass(frozen=True)
class Claim:
    """One result: what the workbook says, if it says it, and what we make it."""

    label: str
    theirs: float | None
    ours: float
    place: str = ""

    @property
    def agrees(self) -> bool:
        return self.theirs is not None and abs(self.theirs - self.ours) < PENNY

    @property
    def words(self) -> str:
        if self.theirs is None:
            return _("The workbook does not say it, or has not worked it out.")
        if self.agrees:
            return _("They agree.")
        return _("The workbook says %(theirs)s, we make it %(ours)s.") % {
            "theirs": f"{self.theirs:,.2f}",
            "ours": f"{self.ours:,.2f}",
        }


# Name of the cell in our own workbook; words beside it in anybody's
_SOUGHT = {
    "ratio": (
        "Social_return",
        r"^social return\b(?!.*net)|^sroi( ratio)?\b|£ per £|social return on investment",
    ),
    "worth": ("Total_present_value", r"^total present value"),
    "net": ("Net_present_value", r"^net present value"),
    "cost": ("Total_inputs", r"^total inputs?\b|^total investment"),
}


def claims(book: Book, found: Found, result: sroi.Result) -> tuple[Claim, ...]:
    ours = {
        "cost": (_("Total inputs"), result.total_inputs),
        "worth": (_("Total present value"), result.total_present_value),
        "net": (_("Net present value"), result.net_present_value),
        "ratio": (_("Social return for each £1"), result.ratio),
    }
    told = []
    for key, (label, value) in ours.items():
        cell = _said(book, found.grid, *_SOUGHT[key])
        theirs = float(cell.value) if cell is not None else None
        told.append(Claim(label, theirs, value, cell.place if cell else ""))
    return tuple(told)


def _said(book: Book, grid: Grid, name: str, words: str) -> Cell | None:
    named = book.named(name)
    if named is not None:
        return named if named.is_number else None
    for cell in reversed(list(grid.cells())):
        if not cell.is_number and re.search(words, folded(cell.text)):
            near = [grid.at(cell.row, cell.column + step) for step in range(1, 8)]
            near += [grid.at(cell.row + step, cell.column) for step in (1, 2)]
            for one in near:
                if one is not None and one.is_number:
                    return one
    return None


def reasons(found: Found, told: tuple[Claim, ...], result: sroi.Result) -> Iterator[str]:
    """Why the figures differ, as far as it can be found."""
    if all(claim.agrees or claim.theirs is None for claim in told):
        return
    yield from _other_impacts(found, result)
    by_label = {claim.label: claim for claim in told}
    cost, worth = by_label[_("Total inputs")], by_label[_("Total present value")]
    if cost.theirs is not None and not cost.agrees:
        words = _("Its inputs come to £%(theirs)s; the rows that were read come to £%(ours)s.")
        yield words % {"theirs": f"{cost.theirs:,.2f}", "ours": f"{cost.ours:,.2f}"}
    if worth.theirs is not None and not worth.agrees:
        yield from _other_discounting(found, worth.theirs)
    late = [str(one.row) for one in found.outcomes if one.starts_after]
    if late:
        yield _("Rows %(rows)s start after the activity in the workbook; here they count from year 1.") % {
            "rows": ", ".join(late[:MOST_ROWS])
        }
    if found.wrong:
        yield _("Rows with mistakes are not counted here.")


def _other_impacts(found: Found, result: sroi.Result) -> Iterator[str]:
    many = 0
    for row, ours in zip(found.outcomes, result.outcomes, strict=True):
        if row.impact is None or abs(row.impact - ours.impact) < PENNY:
            continue
        many += 1
        if many <= MOST_ROWS:
            yield _impact_words(row, ours.impact)
    if many > MOST_ROWS:
        yield _("And %(many)s rows more whose impact differs.") % {"many": many - MOST_ROWS}


def _impact_words(row: OutcomeRow, ours: float) -> str:
    words = _(
        "Row %(row)s, %(outcome)s: the workbook's impact is £%(theirs)s; quantity × value less deadweight, "
        "displacement and attribution comes to £%(ours)s."
    )
    return words % {
        "row": row.row,
        "outcome": row.outcome.outcome,
        "theirs": f"{row.impact:,.2f}",
        "ours": f"{ours:,.2f}",
    }


def _other_discounting(found: Found, theirs: float) -> Iterator[str]:
    """Other ways to discount that would give the workbook's figure."""
    own = found.value_map
    undone = replace(own, discount_rate=0.0, discount_schedule=(), scenarios=())
    turned = replace(own, first_year_discounted=not own.first_year_discounted, scenarios=())
    if abs(sroi.calculate(undone).total_present_value - theirs) < PENNY:
        yield _("The workbook's total is not discounted at all.")
    elif abs(sroi.calculate(turned).total_present_value - theirs) < PENNY:
        yield (
            _(
                "The workbook does not discount year 1; here it was taken as discounted. Say so in the map's details."
            )
            if own.first_year_discounted
            else _(
                "The workbook discounts year 1 too; here it was taken as not discounted. Say so in the map's details."
            )
        )
