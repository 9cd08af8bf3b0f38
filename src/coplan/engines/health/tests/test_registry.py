"""A rule file that is not as it should be stops the program, and says why."""

from types import ModuleType

import pytest

from .. import registry
from ..registry import RuleError, gather, rule_from

WORDS = """
What it looks for
    A thing
    on two lines.

Why it matters (Scottish Government 2011, lesson F3)
    A reason.

What to do
    A remedy.
"""


def check(snapshot: object) -> object:
    return iter(())


def module(name: str = "q07_a_rule", **changes: object) -> ModuleType:
    made = ModuleType(f"coplan.engines.health.rules.{name}", WORDS)
    parts = {
        "CODE": "Q7",
        "TITLE": "A thing is missing",
        "WEIGHT": "low",
        "STAGES": ("form", "pilot"),
        "REMEDY_PAGE": "partners",
        "check": check,
    }
    for key, value in {**parts, **changes}.items():
        setattr(made, key, value)
    return made


def test_a_rule_is_read_from_its_file() -> None:
    assert rule_from(module()) == registry.Rule(
        code="Q7",
        title="A thing is missing",
        weight="low",
        stages=("form", "pilot"),
        looks_for="A thing on two lines.",
        why="A reason.",
        what_to_do="A remedy.",
        source="Scottish Government 2011, lesson F3",
        remedy_page="partners",
        check=check,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("changes", "trouble"),
    [
        ({"CODE": "seven"}, "'seven' is not a rule code. Use a letter and a number, such as F3."),
        ({"CODE": "Q8"}, "CODE is Q8, so the file name must start with 'q08_'."),
        ({"TITLE": " "}, "TITLE is missing or empty."),
        ({"WEIGHT": "huge"}, "WEIGHT is 'huge'. Use one of: high, medium, low."),
        ({"STAGES": ()}, "STAGES must be a tuple of one or more of: need, form, design, pilot, sustain."),
        (
            {"STAGES": ("review",)},
            "STAGES must be a tuple of one or more of: need, form, design, pilot, sustain.",
        ),
        ({"REMEDY_PAGE": "/partners/"}, "REMEDY_PAGE is '/partners/'. Use a short key such as raid.risks."),
        ({"check": None}, "it needs a function check(snapshot)."),
        ({"__doc__": None}, "the docstring needs the heading 'What it looks for' with text under it."),
        (
            {"__doc__": WORDS.replace("    A remedy.", "")},
            "the docstring needs the heading 'What to do' with text under it.",
        ),
        (
            {"__doc__": WORDS.replace(" (Scottish Government 2011, lesson F3)", "")},
            "name the source in the heading: 'Why it matters (source)'.",
        ),
    ],
)
def test_a_malformed_rule_is_refused(changes: dict[str, object], trouble: str) -> None:
    with pytest.raises(RuleError) as refused:
        rule_from(module("q07_a_rule", **changes))
    assert str(refused.value) == f"Rule file q07_a_rule.py: {trouble}"


def test_two_rules_cannot_share_a_code() -> None:
    with pytest.raises(RuleError) as refused:
        gather([module(), module("q07_another", CODE="Q07")])
    assert str(refused.value) == "Two rule files have the code Q07. Give one of them another code."


def test_a_retired_code_is_never_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "RETIRED", frozenset({"Q7"}))
    with pytest.raises(RuleError) as refused:
        gather([module()])
    assert str(refused.value) == "The code Q7 belonged to an earlier rule. Choose a new code."


def test_rules_are_kept_in_order_of_code() -> None:
    rules = gather([module("q10_later", CODE="Q10"), module()])
    assert list(rules) == ["Q7", "Q10"]
