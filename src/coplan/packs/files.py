"""Reading a pack's files. Bad data is a fault of the pack, so it raises at once and names the file."""

import csv
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent


class PackError(Exception):
    """A pack is missing, or one of its files is not what it should be."""


def rows(pack: str, name: str) -> list[dict[str, str]]:
    """The rows of a CSV file, one mapping each."""
    with (ROOT / pack / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def record(pack: str, name: str) -> dict[str, Any]:
    """The object in a JSON file."""
    loaded = json.loads((ROOT / pack / name).read_text(encoding="utf-8"))
    if not isinstance(loaded, dict):
        raise PackError(f"{pack}/{name} holds a list where an object is expected.")
    return loaded


def dates(item: Mapping[str, Any]) -> dict[str, Any]:
    """The four fields that every dated item has."""
    return {
        "valid_from": date.fromisoformat(item["valid_from"]),
        "valid_to": date.fromisoformat(item["valid_to"]) if item["valid_to"] else None,
        "source": item["source"],
        "status": item["status"],
    }
