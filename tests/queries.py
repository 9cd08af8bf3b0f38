"""How many queries the main pages cost, and the committed figure that none may exceed."""

from __future__ import annotations

import json
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from coplan.kit.access import DeclaredUrl
from tests.visits import Samples, addresses, names
from tests.world import World, registers, undone

BASELINE = Path(__file__).with_name("query_counts.json")
LIST_MOST = 10
# Rows of each kind in the two sizes of partnership
SMALL, LARGE = 1, 8
PAGES_OF_RECORDS = ("-detail", ":sheet", ":evaluative", ":issued")


def main_pages() -> list[DeclaredUrl]:
    """The home page, and in a partnership every page without arguments and every record's own page."""
    return [
        url
        for url in addresses()
        if url.name == "home"
        or (
            url.route.startswith("p/")
            and not url.name.endswith(("-add", "-import"))
            and (names(url.route) == ["partnership"] or url.name.endswith(PAGES_OF_RECORDS))
        )
    ]


def count(world: World, path: str) -> int:
    """The queries behind one page for the coordinator; 0 where it is not a page to look at."""
    with undone():
        world.client("coordinator").get(path)
        with CaptureQueriesContext(connection) as made:
            answer = world.client("coordinator").get(path)
        return len([one for one in made if "SAVEPOINT" not in one["sql"]]) if answer.status_code == 200 else 0


def counts(world: World) -> dict[str, list[int]]:
    """By page, the queries in a small partnership and in a larger one."""
    samples = Samples(world)
    paths = {url.name: samples.path(url) for url in main_pages()}
    small = {name: count(world, path) for name, path in paths.items()}
    with undone():
        enlarge(world)
        return {
            name: [small[name], count(world, path)] for name, path in sorted(paths.items()) if small[name]
        }


def enlarge(world: World) -> None:
    with scope(partnership=world.mine.partnership):
        for register in registers():
            for n in range(SMALL, LARGE):
                world.mine.make(register.model, n + 10)


def baseline() -> dict[str, list[int]]:
    return json.loads(BASELINE.read_text()) if BASELINE.exists() else {}


def write(found: dict[str, list[int]]) -> None:
    lines = (f'  "{name}": {json.dumps(pair)}' for name, pair in sorted(found.items()))
    BASELINE.write_text("{\n" + ",\n".join(lines) + "\n}\n")
