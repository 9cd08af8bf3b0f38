"""Short names of the publications we rely on, spelled out: 'how-to 3.2' and so on."""

import json
import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def titles() -> dict[str, str]:
    """Short name to full title."""
    loaded: dict[str, str] = json.loads((HERE / "sources.json").read_text(encoding="utf-8"))
    return loaded


def spell_out(citation: str) -> str:
    """'how-to 3.2' becomes the guide's title and 'section 3.2'; several are parted by a semicolon.

    A part without a known short name stands as it is, for an act of parliament say.
    """
    return "; ".join(_spell_out_one(part.strip()) for part in citation.split(";"))


def _spell_out_one(citation: str) -> str:
    name, _, place = citation.partition(" ")
    if name not in titles():
        return citation
    if not place:
        return titles()[name]
    if not place[0].isdigit():
        return f"{titles()[name]}, {place}"
    several = re.search(r",? (and|to) \d|, \d", place)
    return f"{titles()[name]}, {'sections' if several else 'section'} {place}"
