"""Words and columns of the text that a command prints."""

from collections.abc import Sequence

WIDEST_CELL = 48

Row = Sequence[str]


def table(header: Row, rows: Sequence[Row], texts: int) -> list[str]:
    """Line up a header and its rows, with a rule between them."""
    lines = aligned([header, *rows], texts)
    return [lines[0], "-" * max(map(len, lines)), *lines[1:]]


def aligned(rows: Sequence[Row], texts: int) -> list[str]:
    """Line up columns: the first `texts` to the left, the figures to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if column < texts else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def plain(text: str) -> str:
    """Keep a text to one short line without control characters, which a terminal would obey."""
    clean = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return clean if len(clean) <= WIDEST_CELL else clean[: WIDEST_CELL - 1] + "…"
