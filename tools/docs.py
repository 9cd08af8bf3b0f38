"""The pages made from the code: `pages()` gives each path with its text; run it to write them."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import django
from django.conf import settings

from coplan.engines.health.docs import render_pages
from coplan.env import SETTINGS

ROOT = Path(__file__).resolve().parent.parent
MADE = "Made by `make docs`; change the code it is made from instead."

TABLE = ROOT / "tests" / "every_url.csv"
ROLES = ("observer", "funder", "evaluator", "service user", "partner", "coordinator", "programme", "outsider")

PERMISSIONS = """# Who may do what

People outside a partnership are told that its pages do not exist. Members without a right are told which right they
lack, in the words of the first column. `partnerships/roles.py` says what each word of the second column means.

| what | who | on the pages |
|---|---|---|
{actions}

## Each role, tried

What became of it when somebody in each role tried every address with every method: `tests/every_url.csv`, which the
tests compare with the site. **yes**: the page opens or takes what is sent. **part**: some of its addresses do.

| what | {roles} |
|---|{lines}|
{tried}

## Pages open to everyone

| address | why |
|---|---|
{public}

## Pages of other packages

{listed}

{made}
"""


def pages() -> dict[Path, str]:
    """Every generated page. Django must be set up."""
    return {
        Path("docs/settings.md"): _settings(),
        Path(".env.example"): _env_example(),
        Path("docs/permissions.md"): _permissions(),
        **_rules(),
    }


def stale() -> list[Path]:
    """Pages whose file is missing, differs, or belongs to a rule that is gone."""
    wanted = pages()
    differing = [path for path, text in wanted.items() if not _reads(ROOT / path, text)]
    return differing + [path for path in _rule_files() if path not in wanted]


def write() -> list[Path]:
    wanted, changed = pages(), stale()
    for path in changed:
        if path in wanted:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(wanted[path])
        else:
            (ROOT / path).unlink()
    return changed


def _reads(file: Path, text: str) -> bool:
    return file.exists() and file.read_text() == text


def _rule_files() -> list[Path]:
    return [file.relative_to(ROOT) for file in sorted((ROOT / "docs" / "rules").glob("*.md"))]


def _settings() -> str:
    rows = "\n".join(
        f"| `{one.name}` | {f'`{one.default}`' if one.default else 'empty'} | {one.meaning} |"
        for one in SETTINGS
    )
    return f"""# Settings

All settings are environment variables; there is no settings file to edit. An empty variable counts as not
set. A wrong value stops coplan at start, with a sentence that says what to write instead.
`.env.example` holds the same list, ready to fill in.

| setting | without it | meaning |
|---|---|---|
{rows}

{MADE}
"""


def _env_example() -> str:
    entries = "\n\n".join(f"# {one.meaning}\n#{one.name}={one.default}" for one in SETTINGS)
    return f"# Every setting with its default. Copy to .env, and take the # from those you change.\n\n{entries}\n"


def _permissions() -> str:
    # Models must be loaded first
    from coplan.kit.access import ACTIONS, declaration, every_url  # noqa: PLC0415

    declared = [(url, said) for url in every_url() if (said := declaration(url.view))]
    pages = {
        code: {_page(url.route) for url, said in declared if said.action is one}
        for code, one in ACTIONS.items()
    }
    names = {
        code: {url.name for url, said in declared if said.action is one} for code, one in ACTIONS.items()
    }
    listed = Counter(
        said.reason for _, said in declared if said.reason in settings.ACCESS_LISTED_MODULES.values()
    )
    public = {
        f"| `/{url.route}` | {said.reason} |"
        for url, said in declared
        if not said.action and said.reason not in listed
    }
    return PERMISSIONS.format(
        actions="\n".join(
            f"| {one.label} | {_who(one.predicate.name)} | {', '.join(sorted(pages[code])) or '—'} |"
            for code, one in sorted(ACTIONS.items())
        ),
        public="\n".join(sorted(public)),
        roles=" | ".join(ROLES),
        lines="|".join("---" for _ in ROLES),
        tried="\n".join(_tried(ACTIONS[code].label, names[code]) for code in sorted(ACTIONS) if names[code]),
        listed="\n".join(f"- {reason} ({count} addresses)" for reason, count in sorted(listed.items())),
        made=MADE,
    )


def _tried(label: object, names: set[str]) -> str:
    """One action's line: what each role could do at its addresses, from the committed table."""
    with TABLE.open(newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if row["address"] in names and row["method"] in {"GET", "POST"}
        ]
    cells = []
    for role in ROLES:
        opened = [_opened([row[role] for row in rows if row["address"] == name]) for name in names]
        cells.append("yes" if all(opened) else "part" if any(opened) else "—")
    return f"| {label} | {' | '.join(cells)} |"


def _opened(outcomes: list[str]) -> bool:
    return any(outcome not in {"403", "404", "405", "sign in", ""} for outcome in outcomes)


def _page(route: str) -> str:
    """The first word of an address, after the partnership's own part."""
    return next((part for part in route.split("/") if part and part != "p" and "<" not in part), "overview")


def _who(predicate: str) -> str:
    """A predicate's name as rules composes it, '((coordinator | partner) & partnership_open)', in words."""
    words = predicate[1:-1] if predicate.startswith("(") else predicate
    # rules nests pairs: ((a | b) | c) says no more than (a | b | c)
    while (flat := re.sub(r"\(([^()&]+)\) \|", r"\1 |", words)) != words:
        words = flat
    for sign, word in (("_", " "), ("&", "and"), ("|", "or"), ("~", "not ")):
        words = words.replace(sign, word)
    return words


def _rules() -> dict[Path, str]:
    return {Path("docs/rules") / name: text for name, text in render_pages().items()}


def write_tables() -> None:
    """Visit every address and count the queries of every page anew; the tables are committed."""
    tests = ["tests/test_every_url.py", "tests/test_query_counts.py"]
    chosen = "answers_each or costs_more_queries"
    command = [sys.executable, "-m", "pytest", "-n", "2", *tests, "-k", chosen]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "WRITE_TABLES": "1"}, check=True)


if __name__ == "__main__":
    write_tables()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coplan.settings")
    with tempfile.TemporaryDirectory(prefix="coplan-docs-") as folder:
        os.environ["COPLAN_DATA"] = folder
        django.setup()
        for page in write():
            print(f"wrote {page}", file=sys.stderr)
