"""`coplan xmr`: what it is for, its options, and its answer. Reading and printing are the caller's."""

from argparse import ArgumentParser, Namespace

from coplan.engines.spc.calculation import calculate
from coplan.engines.spc.parsing import read_series
from coplan.engines.spc.report import as_document, as_text

SUMMARY = "the XmR chart of a series: its limits, and what is a real change"
INPUT = "SERIES.json"


def add_options(_parser: ArgumentParser) -> None:
    """It takes nothing besides its file."""


def answer(document: object, _options: Namespace) -> tuple[dict[str, object], str]:
    """Return the answer as a JSON document and as text. Raises InvalidInput with every fault."""
    result = calculate(read_series(document))
    return as_document(result), as_text(result)
