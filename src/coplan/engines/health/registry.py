"""The rules, found by looking in `rules/`: to add a rule, add a file.

Each file holds CODE, TITLE, WEIGHT, STAGES, REMEDY_PAGE, a `check(snapshot)`, and a docstring with three
headings: *What it looks for*, *Why it matters (source)* and *What to do*. A file that lacks one stops the
program from starting.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import cast

from . import rules
from .findings import WEIGHTS, Finding, Weight
from .snapshot import STAGES, Snapshot

Check = Callable[[Snapshot], Iterator[Finding]]

# A code once given to a rule names that rule for ever, in suppressions and in old reports. Move it here when
# its file is removed.
RETIRED: frozenset[str] = frozenset()

_CODE = re.compile(r"([A-Z])(\d{1,2})([a-z]?)")
_PAGE = re.compile(r"[a-z_]+(\.[a-z_]+)*")
_HEADING = re.compile(r"^(What it looks for|Why it matters|What to do)(?: \((.+)\))?$", re.MULTILINE)


class RuleError(Exception):
    """A rule file is not as it should be."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, with the words people read about it."""

    code: str
    title: str
    weight: Weight
    stages: tuple[str, ...]
    looks_for: str
    why: str
    what_to_do: str
    source: str
    remedy_page: str
    check: Check

    @property
    def file_stem(self) -> str:
        letter, number, suffix = code_parts(self.code)
        return f"{letter.lower()}{number:02d}{suffix}"


def code_parts(code: str) -> tuple[str, int, str]:
    """'F10' -> ('F', 10, ''), so that F3 sorts before F10."""
    match = _CODE.fullmatch(code)
    if match is None:
        raise RuleError(f"'{code}' is not a rule code. Use a letter and a number, such as F3.")
    return match[1], int(match[2]), match[3]


def rule_from(module: ModuleType) -> Rule:
    """The rule a module holds, or a RuleError that names the file and what to mend."""
    name = module.__name__.rpartition(".")[2]
    try:
        words, source = _docstring(module)
        rule = Rule(
            code=_text(module, "CODE"),
            title=_text(module, "TITLE"),
            weight=_weight(module),
            stages=_stages(module),
            looks_for=words["What it looks for"],
            why=words["Why it matters"],
            what_to_do=words["What to do"],
            source=source,
            remedy_page=_page(module),
            check=_check(module),
        )
        if not name.startswith(f"{rule.file_stem}_"):
            raise RuleError(f"CODE is {rule.code}, so the file name must start with '{rule.file_stem}_'.")
    except RuleError as error:
        raise RuleError(f"Rule file {name}.py: {error}") from error
    return rule


def gather(modules: Iterable[ModuleType]) -> dict[str, Rule]:
    """Rules by code, in order of code; a code used twice or used again after retirement is refused."""
    found: dict[str, Rule] = {}
    for rule in map(rule_from, modules):
        if any(code_parts(rule.code) == code_parts(code) for code in found):
            raise RuleError(f"Two rule files have the code {rule.code}. Give one of them another code.")
        if rule.code in RETIRED:
            raise RuleError(f"The code {rule.code} belonged to an earlier rule. Choose a new code.")
        found[rule.code] = rule
    return dict(sorted(found.items(), key=lambda item: code_parts(item[0])))


def _docstring(module: ModuleType) -> tuple[dict[str, str], str]:
    pieces = _HEADING.split(inspect.cleandoc(module.__doc__ or ""))
    texts = (" ".join(text.split()) for text in pieces[3::3])
    words = dict(zip(pieces[1::3], texts, strict=True))
    for heading in ("What it looks for", "Why it matters", "What to do"):
        if not words.get(heading):
            raise RuleError(f"the docstring needs the heading '{heading}' with text under it.")
    source = dict(zip(pieces[1::3], pieces[2::3], strict=True))["Why it matters"]
    if not source:
        raise RuleError("name the source in the heading: 'Why it matters (source)'.")
    return words, source


def _text(module: ModuleType, name: str) -> str:
    value = getattr(module, name, None)
    if not isinstance(value, str) or not value.strip():
        raise RuleError(f"{name} is missing or empty.")
    return value


def _weight(module: ModuleType) -> Weight:
    value = _text(module, "WEIGHT")
    if value not in WEIGHTS:
        raise RuleError(f"WEIGHT is '{value}'. Use one of: {', '.join(WEIGHTS)}.")
    return value


def _stages(module: ModuleType) -> tuple[str, ...]:
    value = getattr(module, "STAGES", ())
    if not isinstance(value, tuple) or not value or not set(value) <= set(STAGES):
        raise RuleError(f"STAGES must be a tuple of one or more of: {', '.join(STAGES)}.")
    return value


def _page(module: ModuleType) -> str:
    value = _text(module, "REMEDY_PAGE")
    if not _PAGE.fullmatch(value):
        raise RuleError(f"REMEDY_PAGE is '{value}'. Use a short key such as raid.risks.")
    return value


def _check(module: ModuleType) -> Check:
    value = getattr(module, "check", None)
    if not callable(value):
        raise RuleError("it needs a function check(snapshot).")
    return cast(Check, value)


RULES: dict[str, Rule] = gather(
    import_module(f"{rules.__name__}.{found.name}") for found in iter_modules(rules.__path__)
)
