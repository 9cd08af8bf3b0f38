"""Says of every header cell of a tagged PDF whether it heads a row or a column, which WeasyPrint leaves out."""

from __future__ import annotations

from typing import Any

import pydyf


def say_scope(document: Any, pdf: Any) -> None:
    """A finisher for `write_pdf`: cells in a table's head are for columns, the others for rows."""
    tagged = [one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and one.get("S") == "/TH"]
    known = {one.reference: one for one in pdf.objects}
    for cell in tagged:
        row = known.get(cell.get("P"))
        body = known.get(row.get("P")) if isinstance(row, pydyf.Dictionary) else None
        in_head = isinstance(body, pydyf.Dictionary) and body.get("S") == "/THead"
        cell["A"] = pydyf.Dictionary({"O": "/Table", "Scope": "/Column" if in_head else "/Row"})
