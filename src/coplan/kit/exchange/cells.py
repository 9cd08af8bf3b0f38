"""Cells of a spreadsheet: what is written for a value, and what is read back."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

BETWEEN = "; "
"""Between several values in one cell."""

# What a spreadsheet may take for a formula, full-width forms and hidden white space included
_FORMULA = re.compile(r"\s*'*[=+\-@＝＋－＠]|\s*'*[\t\r\n]")
_FIRST = frozenset("=+-@＝＋－＠'\t\r\n")
# Not allowed in the XML of a workbook
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def safe(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe before what looks like a formula."""
    first = text[:1]
    if (first in _FIRST or first.isspace()) and first and _FORMULA.match(text):
        return f"'{text}"
    return text


def unsafe(text: str) -> str:
    """The text as it was before `safe`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def written(value: Any) -> Any:
    """A stored value as a cell: numbers and dates stay what they are, everything else is safe text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, int | float | Decimal | date | time):
        return value
    if isinstance(value, list | tuple | set):
        return _text(BETWEEN.join(map(str, value)))
    if isinstance(value, dict):
        return _text(json.dumps(value, ensure_ascii=False, sort_keys=True))
    return _text(str(value))


def _text(text: str) -> str:
    if not text.isprintable():
        text = _CONTROL.sub("", text.replace("\r\n", "\n"))
    return safe(text)


def as_text(cell: Any) -> str:
    """A cell read from a file as the text a person would have typed."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("Yes") if cell else _("No")
    if isinstance(cell, datetime):
        midnight = cell.time() == time(0)
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    text = str(cell).replace("\r\n", "\n").replace("\r", "\n")
    return unsafe(text).strip()


def number(text: str) -> Decimal | None:
    """A number as people write one: '£1,250.00' is 1250."""
    try:
        found = Decimal(re.sub(r"[£,\s\u00a0]", "", text))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


DAY_FORMS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y")


def day(text: str) -> date | None:
    """A date in ISO, '3 March 2027' or '03/03/2027'; the day comes before the month."""
    tidy = " ".join(text.replace(",", " ").split())
    for form in DAY_FORMS:
        try:
            return datetime.strptime(tidy, form).date()
        except ValueError:
            continue
    moment = moment_of(tidy)
    return moment.date() if moment is not None and moment.time() == time(0) else None


def moment_of(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def same(cell: Any, value: Any) -> bool:
    """Whether a cell says what the stored value already says."""
    text, kept = as_text(cell), as_text(value)
    if text == kept:
        return True
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return number(text) == Decimal(str(value))
    if isinstance(value, datetime):
        found = moment_of(text)
        return found is not None and found.replace(second=0, tzinfo=None) == value.replace(
            second=0, microsecond=0
        )
    return isinstance(value, date) and day(text) == value


def folded(text: str) -> str:
    """Text for comparing: case, accents' forms and spacing do not matter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
