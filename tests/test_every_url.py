"""Every address × method × person comes to what the committed table says, and nobody reaches another partnership.

`make docs` writes the table again; the change is then read as a diff.
"""

from __future__ import annotations

import pytest

from coplan.kit.access import DeclaredUrl
from tests import visits
from tests.visits import Samples, addresses, difference, read, rows_of, visit
from tests.world import MINE, THEIRS, World, file_of, registers

pytestmark = pytest.mark.django_db

WRITE = "Run `make docs`, read the difference in tests/every_url.csv and commit it if it is meant."
ADDRESSES = addresses()
# Nobody in the world has a security key, a single sign-on provider or an unfinished sign-in by another site
OUT_OF_REACH = {
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "openid_connect_login",
    "openid_connect_callback",
}

each_address = pytest.mark.parametrize("url", ADDRESSES, ids=[url.name or url.route for url in ADDRESSES])
of_records = [url for url in ADDRESSES if "number" in visits.names(url.route)]
each_record_address = pytest.mark.parametrize("url", of_records, ids=[url.name for url in of_records])


@each_address
def test_an_address_answers_each_person_as_the_table_says(url: DeclaredUrl, world: World) -> None:
    rows = rows_of(world, url)
    cells = {cell for row in rows.values() for cell in row}
    assert not {cell for cell in cells if cell.startswith("5")}
    reached = any(cell not in {"404", "sign in", "405"} for cell in cells)
    assert reached or url.name in OUT_OF_REACH, (
        f"Nobody reaches '{url.name}': give it an example that exists, in tests/visits.py."
    )
    if visits.WRITING:
        visits.put(rows)
    else:
        committed = {key: row for key, row in read().items() if key[0] == url.name}
        assert difference(committed, rows) == [], WRITE


@pytest.mark.skipif(visits.WRITING, reason="the table is being written")
def test_the_table_has_a_row_for_each_address_and_no_other() -> None:
    expected = {(url.name, method) for url in ADDRESSES for method in visits.METHODS}
    assert sorted(set(read()) ^ expected) == [], WRITE


def test_each_address_has_a_name_of_its_own() -> None:
    named = [url.name.rpartition(":")[2] and url.name for url in ADDRESSES]
    assert "" not in named
    assert sorted({name for name in named if named.count(name) > 1}) == []


def test_a_missing_row_an_extra_row_and_a_changed_cell_are_each_told() -> None:
    row = ("sign in", "404", *["200"] * 6, "404")
    committed = {("gone", "GET"): row, ("kept", "GET"): row}
    now = {("new", "GET"): row, ("kept", "GET"): (*row[:2], "403", *row[3:])}
    assert difference(committed, now) == [
        "gone GET: in the table, but there is no such address",
        "kept GET: observer was 200, now 403",
        "new GET: not in the table; now anonymous sign in, outsider 404, observer 200, funder 200, "
        "evaluator 200, service user 200, partner 200, coordinator 200, programme 404",
    ]


@each_record_address
def test_a_record_of_another_partnership_does_not_exist_here(url: DeclaredUrl, world: World) -> None:
    samples = Samples(world)
    theirs_here = samples.path(url, number=THEIRS)
    mine_there = samples.path(url, number=MINE, partnership=world.theirs.partnership.slug)
    answers = {
        (who, method): visit(world, who, method, path)
        for who, path in (
            ("coordinator", theirs_here),
            ("partner", theirs_here),
            ("evaluator", theirs_here),
            ("outsider", mine_there),
        )
        for method in ("GET", "POST")
    }
    # 403 where the role may not do it to any record, whether it exists or not
    assert set(answers.values()) <= {"403", "404", "405"}, answers
    assert "404" in answers.values()


@pytest.mark.parametrize("part", ["file", "detach"])
def test_a_file_of_another_partnership_does_not_exist_here(part: str, world: World) -> None:
    answers = {}
    for register in registers():
        theirs = file_of_another(world, register)
        path = register.url(part, world.mine.partnership.slug, MINE, theirs)
        answers[path] = visit(world, "coordinator", "GET" if part == "file" else "POST", path)
    # Findings are the evaluator's alone: to a coordinator it makes no difference whether there is one
    refused = {path for path, answer in answers.items() if answer == "403" and "/findings/" in path}
    assert {answer for path, answer in answers.items() if path not in refused} == {"404"}


def file_of_another(world: World, register: type) -> int:
    from django_scopes import scope

    with scope(partnership=world.theirs.partnership):
        return int(file_of(world.theirs.one(register.model)).pk)
