"""The pages in docs/rules say what the rules say."""

from pathlib import Path

import pytest

from ..docs import SOURCES, main, render_pages
from ..registry import RULES, Rule

FOLDER = Path(__file__).parents[5] / "docs" / "rules"


def sources_of(rule: Rule) -> list[str]:
    """The short names of the publications a rule rests on."""
    return [
        key for citation in rule.source.split("; ") for key in SOURCES if citation.strip().startswith(key)
    ]


def written(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_the_pages_are_current() -> None:
    assert written(FOLDER) == render_pages(), "Run: python -m coplan.engines.health.docs"


def test_a_page_of_a_rule_that_is_gone_is_taken_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "Q9.md").write_text("old")
    assert main([str(tmp_path)]) == 0
    assert written(tmp_path) == render_pages()
    assert capsys.readouterr().out == f"{len(RULES) + 1} pages written to {tmp_path}\n"


def test_every_citation_names_a_publication_in_the_list() -> None:
    for rule in RULES.values():
        assert len(sources_of(rule)) == len(rule.source.split("; ")), rule.code


def test_every_publication_in_the_list_is_cited() -> None:
    assert {key for rule in RULES.values() for key in sources_of(rule)} == set(SOURCES)
