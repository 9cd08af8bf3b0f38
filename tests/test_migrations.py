"""Models, migrations and the quick way to a new database agree."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

COPLAN = Path(sys.executable).with_name("coplan")


def manage(folder: Path, *words: str) -> None:
    environment = {**os.environ, "COPLAN_DATA": str(folder), "DATABASE_URL": ""}
    environment["DJANGO_SETTINGS_MODULE"] = "coplan.settings"
    done = subprocess.run(
        [COPLAN, "manage", *words, "--skip-checks"], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]


def shape(folder: Path) -> dict[str, Any]:
    """Every table with its columns, links, rules and indexes, whatever their order."""
    database = sqlite3.connect(folder / "coplan.sqlite3")
    kinds = "SELECT name, sql FROM sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite_%'"
    found: dict[str, Any] = {
        name: re.sub(r"\s+", " ", sql) for name, sql in database.execute(kinds, ["index"])
    }
    for name, sql in database.execute(kinds, ["table"]).fetchall():
        columns = database.execute(f"PRAGMA table_info('{name}')").fetchall()
        links = database.execute(f"PRAGMA foreign_key_list('{name}')").fetchall()
        found[name] = {
            "columns": {(column[1], column[2], column[3], column[5]) for column in columns},
            "links": {(link[2], link[3], link[4]) for link in links},
            "rules": set(re.findall(r'CONSTRAINT "(\w+)"', sql)),
        }
    database.close()
    return found


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except SystemExit:
        pytest.fail("Models changed without a migration: run `coplan manage makemigrations`.")


def test_a_new_database_is_what_the_migrations_make(tmp_path: Path) -> None:
    quick, slow = tmp_path / "quick", tmp_path / "slow"
    manage(quick, "prepare")
    manage(slow, "migrate")
    from_models, from_migrations = shape(quick), shape(slow)
    names = from_models.keys() | from_migrations.keys()
    assert {name for name in names if from_models.get(name) != from_migrations.get(name)} == set()
    manage(quick, "migrate", "--check")


def test_preparing_finishes_a_start_that_was_broken_off(tmp_path: Path) -> None:
    manage(tmp_path, "prepare")
    whole = shape(tmp_path)
    with sqlite3.connect(tmp_path / "coplan.sqlite3") as database:
        database.execute("DROP TABLE cache")
        database.execute("DELETE FROM django_migrations")
    database.close()
    manage(tmp_path, "prepare")
    assert shape(tmp_path) == whole
    manage(tmp_path, "migrate", "--check")
