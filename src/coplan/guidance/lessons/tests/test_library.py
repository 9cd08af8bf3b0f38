"""Every lesson of the publications is here, and every rule rests on one."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from coplan.engines.health.docs import SOURCES
from coplan.engines.health.registry import RULES
from coplan.engines.health.snapshot import STAGES
from coplan.guidance.lessons.library import FOLDER, Lesson, for_rule, lessons, read

# N to V as the guide of 2011 numbers them; the other groups are our own division of a text.
COUNTS = {"N": 2, "T": 5, "F": 10, "A": 8, "P": 9, "D": 11, "R": 5, "V": 7, "G": 12, "S": 14, "L": 8}


def test_no_lesson_is_missing() -> None:
    assert Counter(lesson.group for lesson in lessons().values()) == COUNTS


def test_codes_run_without_a_gap_in_each_group() -> None:
    for group, size in COUNTS.items():
        numbers = [int(code[1:]) for code in lessons() if code[0] == group]
        assert numbers == list(range(1, size + 1))


def test_a_lesson_is_read_whole() -> None:
    assert lessons()["F3"] == Lesson(
        code="F3",
        lesson="Partnerships that rested on two people struggled to communicate and to find the time.",
        what_to_do="Have at least two people from each partner in the team.",
        stages=("form", "design", "pilot", "sustain"),
        group="F",
        title="Forming the partnership",
        publication=SOURCES["Scottish Government 2011"],
        place="Forming a Partnership, lessons learned",
    )


def test_each_lesson_is_in_the_group_its_code_says() -> None:
    assert all(lesson.code[0] == lesson.group for lesson in lessons().values())


def test_stages_are_those_of_a_partnership_and_in_order() -> None:
    for lesson in lessons().values():
        assert lesson.stages, lesson.code
        assert list(lesson.stages) == [stage for stage in STAGES if stage in lesson.stages]


def test_publications_are_named_as_in_the_pages_of_the_rules() -> None:
    assert {lesson.publication for lesson in lessons().values()} <= set(SOURCES.values())


def test_every_rule_from_a_lesson_finds_it_and_is_checked_at_a_stage_it_bears_on() -> None:
    for rule in RULES.values():
        lesson = for_rule(rule.code)
        if lesson is None:
            assert rule.code[0] == "X"
        else:
            assert set(rule.stages) & set(lesson.stages), rule.code


def test_a_second_rule_on_a_lesson_finds_the_same_lesson() -> None:
    assert for_rule("F6b") == for_rule("F6") == lessons()["F6"]
    assert for_rule("X1") is None


def test_a_code_used_twice_is_refused(tmp_path: Path) -> None:
    group = yaml.safe_load((FOLDER / "need.yaml").read_text(encoding="utf-8"))
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(yaml.safe_dump(group), encoding="utf-8")
    with pytest.raises(ValueError) as refused:
        read(tmp_path)
    assert str(refused.value) == "b.yaml: the code N1 is already used. Choose another."
