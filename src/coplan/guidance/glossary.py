"""The words of the field, from the sections of glossary.md."""

import re
from dataclasses import dataclass
from functools import cache

from coplan.guidance.texts import page


@dataclass(frozen=True)
class Term:
    """A word and one or two plain sentences; `slug` is its anchor on the glossary page."""

    name: str
    slug: str
    definition: str


@cache
def glossary_terms() -> tuple[Term, ...]:
    """Every word, in alphabetical order."""
    sections = re.split(r"^## ", page("glossary").body_markdown, flags=re.MULTILINE)[1:]
    return tuple(_term(section) for section in sections)


def term(name: str) -> Term | None:
    """The word of that name, whatever its capitals, or None."""
    return {each.name.lower(): each for each in glossary_terms()}.get(name.lower())


def _term(section: str) -> Term:
    name, _, text = section.partition("\n")
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return Term(name=name.strip(), slug=slug, definition=" ".join(text.split()))
