"""`coplan sroi`: what it is for, its options, and its answer. Reading and printing are the caller's."""

from argparse import ArgumentParser, Namespace

from coplan.engines import Fault, InvalidInput
from coplan.engines.sroi.calculation import calculate
from coplan.engines.sroi.parsing import read_map
from coplan.engines.sroi.ranges import ranges
from coplan.engines.sroi.report import as_document, as_text

SUMMARY = "the social return on investment of a value map"
INPUT = "MAP.json"
DEFAULT_SEED = 1


def add_options(parser: ArgumentParser) -> None:
    """Declare what this command takes besides its file."""
    parser.add_argument("--draws", type=int, metavar="N", help="simulate the range of the ratio N times")
    parser.add_argument(
        "--seed",
        type=int,
        metavar="S",
        help=f"where the draws start (default {DEFAULT_SEED}); same seed, same range",
    )


def answer(document: object, options: Namespace) -> tuple[dict[str, object], str]:
    """Return the answer as a JSON document and as text. Raises InvalidInput with every fault."""
    if options.seed is not None and options.draws is None:
        raise InvalidInput([Fault("seed", "it is only used with --draws; add --draws or leave --seed out")])
    value_map = read_map(document)
    result = calculate(value_map)
    spread = None
    if options.draws is not None:
        spread = ranges(value_map, options.draws, DEFAULT_SEED if options.seed is None else options.seed)
    return as_document(result, spread), as_text(value_map, result, spread)
