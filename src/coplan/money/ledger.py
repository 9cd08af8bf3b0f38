"""A finance export read row by row: which column is what, which line a cost code stands for, what each row would do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.kit.exchange import cells
from coplan.kit.exchange.reading import Sheet
from coplan.kit.templatetags.kit import money
from coplan.money import services
from coplan.money.models import BudgetLine, CostCode, Entry
from coplan.money.months import financial_year, year_words
from coplan.money.services import LedgerRow

PARTS: Final = {
    "on": gettext_lazy("Date"),
    "amount": gettext_lazy("Amount"),
    "code": gettext_lazy("Cost code, or whatever tells the lines apart"),
    "document": gettext_lazy("Reference"),
    "supplier": gettext_lazy("Paid to"),
    "text": gettext_lazy("Description"),
}
NEEDED: Final = ("on", "amount", "code")
# How finance systems name their columns; the first that is found is proposed
_USUAL: Final = {
    "on": ("date", "posting date", "transaction date", "trans date", "invoice date", "gl date"),
    "amount": ("amount", "net amount", "net", "value", "gbp", "total"),
    "code": (
        "cost code",
        "cost centre",
        "nominal code",
        "nominal",
        "account code",
        "account",
        "code",
        "category",
    ),
    "document": (
        "reference",
        "ref",
        "document number",
        "document",
        "invoice number",
        "invoice",
        "voucher",
        "trans no",
    ),
    "supplier": ("supplier", "payee", "paid to", "vendor", "name"),
    "text": ("description", "details", "narrative", "text", "memo"),
}
MOST: Final = Decimal("999999999999.99")
_BRACKETS: Final = re.compile(r"\((.*)\)")
_CREDIT: Final = re.compile(r"(?i)\s*(cr|dr)\.?\s*$")


def amount_of(cell: Any) -> Decimal | None:
    """'£1,234.50', '(12.00)', '12.00-' and '12.00 CR' as accounts write them; None where it is no amount.

    More than two decimals are refused unless they are the noise of a spreadsheet's sums.
    """
    if isinstance(cell, bool):
        return None
    text = cells.as_text(cell).replace("−", "-")
    side = _CREDIT.search(text)
    text = _CREDIT.sub("", text).strip()
    sign = -1 if side and side[1].lower() == "cr" else 1
    # The pound sign may stand on either side of the bracket or the minus
    bare = text.replace("£", "").strip()
    if inside := _BRACKETS.fullmatch(bare):
        sign, bare = -sign, inside[1]
    elif bare.endswith("-"):
        sign, bare = -sign, bare[:-1]
    found = cells.number(bare)
    if found is None or abs(found) > MOST or (re.search(r"[eE]", bare) and not isinstance(cell, float)):
        return None
    rounded = found.quantize(Decimal("0.01"))
    if abs(rounded - found) > Decimal("0.000001"):
        return None
    return sign * rounded


def guess(headings: Sequence[str], remembered: Mapping[str, str]) -> dict[str, int]:
    """Which column is what: as it was the last time, else by the usual names."""
    folded = [cells.folded(one) for one in headings]
    found: dict[str, int] = {}
    for part in PARTS:
        names = [cells.folded(remembered[part])] if remembered.get(part) else []
        for name in (*names, *_USUAL[part]):
            if name in folded and folded.index(name) not in found.values():
                found[part] = folded.index(name)
                break
    return found


class Kind(StrEnum):
    NEW = "new"
    KNOWN = "known"
    WAITING = "waiting"
    LEFT = "left"
    WRONG = "wrong"


@dataclass(frozen=True)
class Checked:
    """What one row would do. `why` says what is wrong with it, and in which column."""

    row: int
    kind: Kind
    code: str = ""
    year: int = 0
    amount: Decimal | None = None
    on: date | None = None
    document: str = ""
    text: str = ""
    line: BudgetLine | None = None
    why: str = ""
    good: LedgerRow | None = None


LEAVE_OUT: Final = "-"


class Ledger:
    """A file's rows against the partnership's lines.

    `places` says which column is what; `chosen` which line a code of a year stands for, where it was chosen just
    now: a line's number, or '-' to leave its rows out.
    """

    def __init__(
        self,
        sheet: Sheet,
        places: Mapping[str, int],
        lines: Iterable[BudgetLine],
        today: date,
        chosen: Mapping[tuple[str, int], str] | None = None,
    ) -> None:
        self.sheet, self.places, self.today = sheet, places, today
        self.lines = {line.number: line for line in lines}
        self.chosen = chosen or {}
        self._known = {(one.code, one.year): one.line_id for one in CostCode.objects.all()}
        self._by_key = {line.pk: line for line in self.lines.values()}

    @cached_property
    def rows(self) -> list[Checked]:
        stored = Counter(
            (on, amount, cells.folded(document))
            for on, amount, document in Entry.objects.filter(
                line__removed_at=None, reverses=None, is_opening=False
            ).values_list("on", "amount", "document")
        )
        return [self._row(row, found, stored) for row, found in self.sheet.rows]

    @property
    def good(self) -> list[LedgerRow]:
        return [one.good for one in self.rows if one.good is not None]

    @property
    def codes(self) -> list[tuple[str, int]]:
        """Every code with the financial year it is used in, in the order of the file."""
        return list(dict.fromkeys((one.code, one.year) for one in self.rows if one.code and one.year))

    def line_of(self, code: str, year: int) -> BudgetLine | None:
        picked = self.chosen.get((code, year))
        if picked is not None:
            return self.lines.get(int(picked)) if picked.isdecimal() else None
        key = self._known.get((code, year))
        if key is not None:
            return self._by_key.get(key)
        # A code that was a line's reference or its title needs no telling
        for line in self.lines.values():
            if line.year == year and cells.folded(code) in {
                cells.folded(line.reference),
                cells.folded(line.title),
            }:
                return line
        return None

    def count(self, kind: Kind) -> int:
        return sum(one.kind is kind for one in self.rows)

    def _cell(self, found: Sequence[Any], part: str) -> Any:
        at = self.places.get(part)
        return found[at] if at is not None and at < len(found) else None

    def _heading(self, part: str) -> str:
        return self.sheet.headings[self.places[part]] or str(PARTS[part])

    def _row(self, row: int, found: Sequence[Any], stored: Counter[tuple[date, Decimal, str]]) -> Checked:
        on = cells.day(cells.as_text(self._cell(found, "on"))[:40])
        amount = amount_of(self._cell(found, "amount"))
        code = " ".join(cells.as_text(self._cell(found, "code")).split())[:120]
        fault = self._fault(found, on, amount, code)
        if fault or on is None or amount is None:
            return Checked(row, Kind.WRONG, why=fault)
        year = financial_year(on)
        document, supplier, text = (
            cells.as_text(self._cell(found, part))[:most]
            for part, most in (("document", 80), ("supplier", 160), ("text", 500))
        )
        told: dict[str, Any] = {"code": code, "year": year, "amount": amount, "on": on}
        told |= {"document": document, "text": text or supplier}
        if self.chosen.get((code, year)) == LEAVE_OUT:
            return Checked(row, Kind.LEFT, **told)
        line = self.line_of(code, year)
        if line is None:
            return Checked(row, Kind.WAITING, **told)
        told["line"] = line
        fault = services.fault_of_day(line, on, self.today)
        if fault:
            return Checked(row, Kind.WRONG, **told, why=f"{self._heading('on')}: {fault}")
        key = (on, amount, cells.folded(document))
        if stored[key] > 0:
            # Two alike in the file are two payments; each stored one excuses one of them
            stored[key] -= 1
            return Checked(row, Kind.KNOWN, **told)
        return Checked(row, Kind.NEW, **told, good=LedgerRow(line, on, amount, document, supplier, text))

    def _fault(self, found: Sequence[Any], on: date | None, amount: Decimal | None, code: str) -> str:
        """What cannot be read, with its column; nothing where all can."""
        if on is None:
            return self._unread(found, "on", _("write the day as 31/03/2027"))
        if not 1999 <= financial_year(on) <= 2100:
            return self._unread(found, "on", _("check the year"))
        if amount is None:
            return self._unread(
                found, "amount", _("write an amount in pounds and pence, such as 1,234.50 or (12.00)")
            )
        if amount == 0:
            return self._unread(found, "amount", _("the amount is 0"))
        if not code:
            return self._unread(found, "code", _("without it the row belongs to no line"))
        if on > self.today:
            return self._unread(found, "on", _("this day has not come yet"))
        return ""

    def _unread(self, found: Sequence[Any], part: str, what: str) -> str:
        cell = cells.as_text(self._cell(found, part))[:60]
        if not cell:
            return _("%(column)s: the cell is empty; %(what)s.") % {
                "column": self._heading(part),
                "what": what,
            }
        return _("%(column)s: “%(cell)s” cannot be used; %(what)s.") % {
            "column": self._heading(part),
            "cell": cell,
            "what": what,
        }


def code_words(code: str, year: int) -> str:
    return f"{code}, {year_words(year)}"


def line_words(line: BudgetLine) -> str:
    return f"{line.reference} {line}, {line.year_words}, {line.funder_words} ({money(line.budget, 'round')})"
