"""`coplan schedule`: what it is for, its options, and its answer. Reading and printing are the caller's."""

from argparse import ArgumentParser, Namespace

from coplan.engines.schedule.calculation import calculate
from coplan.engines.schedule.calendar import Calendar
from coplan.engines.schedule.parsing import read_plan
from coplan.engines.schedule.report import as_document, as_text
from coplan.packs import pack

SUMMARY = "the dates of a plan: when each task can start, how late it may, and what decides the end"
INPUT = "PLAN.json"


def add_options(_parser: ArgumentParser) -> None:
    """It takes nothing besides its file."""


def answer(document: object, _options: Namespace) -> tuple[dict[str, object], str]:
    """Return the answer as a JSON document and as text. Raises InvalidInput with every fault."""
    plan = read_plan(document, {"scotland": scotland()})
    result = calculate(plan)
    return as_document(result), as_text(plan, result)


def scotland() -> Calendar:
    """Monday to Friday without Scotland's bank holidays, as far as the list goes."""
    holidays = frozenset(one.day for one in pack("scotland").bank_holidays())
    return Calendar("scotland", holidays=holidays)
