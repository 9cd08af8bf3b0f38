"""Every page says why, what, how and what goes wrong, and names its lessons and sources."""

import re

import pytest

from coplan.guidance import STAGES, Guidance, GuidanceError, page, pages
from coplan.guidance.lessons.library import lessons
from coplan.guidance.sources import spell_out, titles
from coplan.guidance.texts import split_front_matter

TOOLS = [each for each in pages() if each.slug != "glossary"]


def by_slug(each: Guidance) -> str:
    return each.slug


def test_there_is_a_page_for_each_tool() -> None:
    assert {each.slug for each in TOOLS} >= {
        *("need", "partners", "participants", "gates", "overview", "raid", "logic-model", "indicators"),
        *("readings", "value-map", "trace", "business-case", "highlight-report", "sign-off", "health"),
        *("governance", "pilots", "sustainability", "budget", "milestones", "stakeholders", "organisations"),
        *("portfolio", "documents", "your-data"),
    }


@pytest.mark.parametrize("each", TOOLS, ids=by_slug)
def test_a_page_has_its_four_parts_and_is_short(each: Guidance) -> None:
    assert re.findall(r"^## (.+)$", each.body_markdown, re.MULTILINE) == [
        "Why it matters",
        "What good looks like",
        "How to do it",
        "Common mistakes",
    ]
    assert 150 <= len(each.body_markdown.split()) <= 400


@pytest.mark.parametrize("each", TOOLS, ids=by_slug)
def test_the_summary_is_one_sentence(each: Guidance) -> None:
    assert each.summary.endswith(".")
    assert each.summary.count(". ") == 0
    assert each.stage in {*STAGES, "all"}


@pytest.mark.parametrize("each", pages(), ids=by_slug)
def test_lessons_and_sources_exist(each: Guidance) -> None:
    assert each.lessons
    assert set(each.lessons) <= set(lessons())
    assert all(source.startswith(tuple(titles().values())) for source in each.sources)


def test_an_unknown_page_is_refused_by_name() -> None:
    with pytest.raises(GuidanceError, match="There is no guidance “weather”"):
        page("weather")


def test_a_citation_is_spelled_out() -> None:
    title = titles()["how-to"]
    assert spell_out("how-to 3.2") == f"{title}, section 3.2"
    assert spell_out("how-to 3.2 and 3.4") == f"{title}, sections 3.2 and 3.4"
    assert spell_out("how-to") == title
    assert spell_out("how-to 6; Subsidy Control Act 2022") == f"{title}, section 6; Subsidy Control Act 2022"


@pytest.mark.parametrize("text", ["no front matter\n", "---\ntitle: open\n", "---\n- a list\n---\nbody\n"])
def test_wrong_front_matter_is_refused(text: str) -> None:
    with pytest.raises(GuidanceError, match="Guidance “draft”"):
        split_front_matter(text, "draft")
