"""Which column of somebody's workbook is which, told by the words at its head."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from coplan.value.workbook.reading import Cell, Grid

SEARCHED_ROWS: Final = 40
MOST_HEAD_ROWS: Final = 6
# Fewer than these and it is some other table
NEEDED: Final = frozenset({"outcome", "quantity", "proxy"})

# In the order of the value map: the same words may head two columns, so each is looked for after the last
WORDS: Final[tuple[tuple[str, str], ...]] = (
    ("stakeholder", r"stakeholder|who do we have an effect|who changes|who has an effect"),
    ("change", r"intended|what do you think will change|what do we think will change"),
    ("input", r"inputs?\b.*desc|what do they (invest|put in)|^description|^inputs?$|what is put in"),
    ("amount", r"value|worth|£|amount|cost"),
    ("outputs", r"outputs?\b|summary of activity|activity in numbers"),
    ("outcome", r"outcomes?\b(?!s? start)|what changes|describe the change|^description"),
    ("indicator", r"indicator|how (would|do|will) (you|we) measure|how is the change measured"),
    ("source", r"source|where did|data|evidence"),
    ("quantity", r"quantity|how much change|how many|number of (people|stakeholders)"),
    ("duration_years", r"duration|how long|how many years|years? it lasts"),
    ("starts", r"outcomes? starts?|period of activity|when does it start"),
    ("proxy_name", r"proxy|what stands for the value"),
    ("proxy", r"value|£|worth"),
    ("proxy_source", r"source|where did|evidence"),
    ("deadweight", r"dead ?-?weight|happened? anyway|without the activity"),
    ("displacement", r"displace"),
    ("attribution", r"attribut|who else"),
    ("drop_off", r"drop ?-?off|fades?\b"),
    ("impact", r"\bimpact\b|less deadweight"),
)
_LATER: Final = {
    "code": r"^code\b",
    "proxy_year": r"price year of the proxy",
    "present": r"^present value$|^present value all years",
}
_YEAR: Final = re.compile(r"^year (\d{1,3})\b")
FIGURED: Final = ("amount", "quantity", "proxy", "deadweight", "displacement", "attribution", "drop_off")
ADJUSTED: Final = frozenset({"deadweight", "displacement", "attribution", "drop_off", "impact"})
PARTICULAR: Final = ADJUSTED - {"impact"} | {
    "stakeholder",
    "indicator",
    "duration_years",
    "starts",
    "quantity",
}
MOST_SKIPPED: Final = {"amount": 2, "proxy": 2, "source": 3, "proxy_source": 3, "quantity": 5}
_COMPILED: Final = tuple((key, re.compile(words)) for key, words in WORDS)


@dataclass
class Head:
    """Where the columns stand, and the row under their heads."""

    first_row: int
    last_row: int
    columns: dict[str, int] = field(default_factory=dict)
    years: dict[int, int] = field(default_factory=dict)

    @property
    def is_enough(self) -> bool:
        return set(self.columns) >= NEEDED

    @property
    def missing(self) -> list[str]:
        return sorted(NEEDED - set(self.columns))


def folded(text: str) -> str:
    """Words without case, signs or line breaks."""
    plain = re.sub(r"[^a-z0-9£%' -]+", " ", text.casefold().replace("’", "'"))
    return " ".join(plain.split())


def find(grid: Grid) -> Head | None:
    """The heads of the value map in a sheet: the row, and those under it, that name most columns."""
    best: Head | None = None
    for row in sorted(grid.rows)[:SEARCHED_ROWS]:
        found = _head_at(grid, row)
        if found is not None and (best is None or len(found.columns) > len(best.columns)):
            best = found
    if best is not None:
        best.last_row = _with_questions(grid, best)
    return best


def _with_questions(grid: Grid, head: Head) -> int:
    """The guiding questions under the heads belong to them: words where the table has figures."""
    last = head.last_row
    for row in range(last + 1, last + 1 + MOST_HEAD_ROWS):
        told = [cell_of(grid, head, row, key) for key in FIGURED]
        words = [cell for cell in told if cell is not None and not cell.is_number and len(cell.text) > 12]
        if len(words) < 2 or _holds_numbers(grid, row):
            break
        last = row
    return last


def _head_at(grid: Grid, row: int) -> Head | None:
    """The best reading of the heads that begin at a row: one row of words, or several joined."""
    best: Head | None = None
    for last in range(row, row + MOST_HEAD_ROWS):
        if last > row and _holds_numbers(grid, last):
            break
        head = _assign(grid, row, last)
        if best is None or len(head.columns) > len(best.columns):
            best = head
    return best if best is not None and len(best.columns) >= 4 else None


def _holds_numbers(grid: Grid, row: int) -> bool:
    """Two or more plain numbers: a row of the table, not of its heads."""
    cells = grid.rows.get(row, {}).values()
    return sum(1 for cell in cells if cell.is_number or cell.formula) >= 2


def _assign(grid: Grid, first: int, last: int) -> Head:
    head, reached = Head(first, last), 0
    width = max((max(grid.rows.get(row, {0: None})) for row in range(first, last + 1)), default=0)
    for column in range(1, width + 1):
        parts = _parts(grid, first, last, column)
        if not parts or _is_after_stages(head, parts, column):
            continue
        place = _place_of(head, parts, reached)
        if place is not None:
            key = _COMPILED[place][0]
            head.columns[key] = column
            # The adjustments stand in any order among themselves
            reached = reached if key in ADJUSTED else max(reached, place + 1)
    head.last_row = _last_used(grid, head)
    return head


def _place_of(head: Head, parts: list[str], reached: int) -> int | None:
    """Which column of the value map this is: by words only one has, else by the next that fits."""
    if any(part.startswith("impact") for part in parts):
        return None if "impact" in head.columns else len(_COMPILED) - 1
    for place, (key, words) in enumerate(_COMPILED):
        is_near = place - reached <= MOST_SKIPPED.get(key, len(_COMPILED))
        if key in PARTICULAR and key not in head.columns and is_near and _says(parts, words):
            return place
    for place in range(reached, len(_COMPILED)):
        key, words = _COMPILED[place]
        if key not in head.columns and _says(parts, words) and not _is_early(key, parts, place - reached):
            return place
    return None


def _parts(grid: Grid, first: int, last: int, column: int) -> list[str]:
    """The words at the head of a column, the lowest first: they are the most particular."""
    cells = [grid.head_of(row, column) for row in range(last, first - 1, -1)]
    told = [folded(cell.text) for cell in cells if cell is not None and not cell.is_number]
    return list(dict.fromkeys(text for text in told if text))


def _says(parts: list[str], words: re.Pattern[str]) -> bool:
    return any(words.search(part) for part in (*parts, " ".join(reversed(parts))))


def _is_early(key: str, parts: list[str], skipped: int) -> bool:
    """Whether words so plain that many columns say them would skip over better ones still to come."""
    if key == "amount" and any("proxy" in part or "output" in part for part in parts):
        return True
    return skipped > MOST_SKIPPED.get(key, len(_COMPILED))


def _is_after_stages(head: Head, parts: list[str], column: int) -> bool:
    """Years, and the columns that only coplan's own workbook has."""
    for part in parts:
        if found := _YEAR.match(part):
            head.years[int(found[1])] = column
            return True
    for key, words in _LATER.items():
        if any(re.search(words, part) for part in parts) and "quantity" in head.columns:
            head.columns[key] = column
            return True
    return False


def _last_used(grid: Grid, head: Head) -> int:
    return max(
        (row for row in range(head.first_row, head.last_row + 1) if row in grid.rows), default=head.last_row
    )


def cell_of(grid: Grid, head: Head, row: int, key: str) -> Cell | None:
    column = head.columns.get(key)
    return grid.at(row, column) if column else None
