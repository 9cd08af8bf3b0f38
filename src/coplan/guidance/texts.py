"""Guidance pages: front matter and a body of Markdown."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from coplan.guidance.sources import spell_out

HERE = Path(__file__).parent
FENCE = "---\n"


class GuidanceError(Exception):
    """There is no such page, or its front matter is wrong."""


@dataclass(frozen=True)
class Guidance:
    """One page. `summary` is one sentence on why it matters; `lessons` are codes of the lessons library."""

    slug: str
    title: str
    summary: str
    stage: str
    lessons: tuple[str, ...]
    sources: tuple[str, ...]
    body_markdown: str


def page(slug: str) -> Guidance:
    """The page of that name, such as 'value-map'."""
    if slug not in slugs():
        raise GuidanceError(f"There is no guidance “{slug}”. Choose one of {', '.join(slugs())}.")
    return _page(slug)


def pages() -> tuple[Guidance, ...]:
    """Every page, the glossary among them, by name."""
    return tuple(_page(slug) for slug in slugs())


@cache
def slugs() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in HERE.glob("*.md")))


@cache
def _page(slug: str) -> Guidance:
    matter, body = split_front_matter((HERE / f"{slug}.md").read_text(encoding="utf-8"), slug)
    wanted = {"title", "summary", "stage", "lessons", "sources"}
    if set(matter) != wanted:
        odd = ", ".join(sorted(wanted.symmetric_difference(matter)))
        raise GuidanceError(f"Guidance “{slug}”: look at {odd} in the front matter.")
    return Guidance(
        slug=slug,
        title=matter["title"],
        summary=matter["summary"],
        stage=matter["stage"],
        lessons=tuple(matter["lessons"]),
        sources=tuple(spell_out(source) for source in matter["sources"]),
        body_markdown=body,
    )


def split_front_matter(text: str, name: str) -> tuple[dict[str, Any], str]:
    """The YAML between the two fences at the top, and what follows."""
    opening, _, rest = text.partition(FENCE)
    front, fence, body = rest.partition(f"\n{FENCE}")
    if opening or not fence:
        raise GuidanceError(f"Guidance “{name}” does not begin with front matter between two lines of ---.")
    matter = yaml.safe_load(front)
    if not isinstance(matter, dict):
        raise GuidanceError(f"Guidance “{name}”: the front matter is not a list of names and values.")
    return matter, body.strip() + "\n"
