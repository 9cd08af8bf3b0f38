"""The pages of `docs/rules/`: a list of the rules, and one for each.

Run `python -m coplan.engines.health.docs [folder]` to write them.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from .findings import WEIGHTS
from .registry import RULES, Rule
from .snapshot import STAGES

SOURCES = {
    "Scottish Government 2011": (
        "Scottish Government (2011), A Practical Guide to Forming and Operating Public Social Partnerships"
    ),
    "Ready for Business, How to Guide": "Ready for Business, Public Social Partnerships: How to Guide",
    "Strategic PSP evaluation 2018": (
        "Scottish Government (2018), Strategic Public Social Partnership model: report"
    ),
    "Social Economy Scotland 2007": (
        "EQUAL Social Economy Scotland Development Partnership (2007), "
        "Public Social Partnership in Scotland: A report on lessons learned"
    ),
    "coplan": "coplan's own rule; no publication",
}

INTRODUCTION = """\
# Health rules

coplan checks each partnership against the lessons of earlier ones. A code names the lesson a rule rests on:
T, F, A, P, D and R are the tables of the 2011 guide, V its principles of social return, S the evaluation of
2018, L the report of 2007, G the How to Guide, X coplan itself. A small letter after the number marks a
second rule on the same lesson. A code is never used again for another rule.

This page and the others in this folder are written by `python -m coplan.engines.health.docs`.
"""


def render_pages() -> dict[str, str]:
    """Every page by its path inside `docs/rules/`."""
    return {"README.md": _contents(), **{f"{rule.code}.md": _page(rule) for rule in RULES.values()}}


def _contents() -> str:
    parts = [INTRODUCTION]
    for weight in WEIGHTS:
        weighed = [rule for rule in RULES.values() if rule.weight == weight]
        rows = [f"| [{rule.code}]({rule.code}.md) | {rule.title} |" for rule in weighed]
        parts.append("\n".join([f"## {weight.capitalize()}\n", "| code | rule |", "|---|---|", *rows, ""]))
    names = [f"- {key}: {name}." for key, name in SOURCES.items()]
    return "\n".join([*parts, "## Sources\n", *names, ""])


def _page(rule: Rule) -> str:
    stages = "every stage" if rule.stages == STAGES else ", ".join(rule.stages)
    return f"""\
# {rule.code}: {rule.title}

Weight: {rule.weight}. Checked in: {stages}. Put right on: `{rule.remedy_page}`.

## What it looks for

{rule.looks_for}

## Why it matters

{rule.why}

Source: {rule.source}.

## What to do

{rule.what_to_do}
"""


def main(arguments: Sequence[str]) -> int:
    """Write the pages into the folder named, and take away pages of rules that are gone."""
    folder = Path(arguments[0] if arguments else "docs/rules")
    folder.mkdir(parents=True, exist_ok=True)
    pages = render_pages()
    for old in folder.glob("[A-Z][0-9]*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(pages)} pages written to {folder}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
