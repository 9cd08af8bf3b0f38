"""The `coplan` command: analyses on files without the web, and Django's management commands.

An analysis is a module with SUMMARY, INPUT, add_options(parser) and answer(document, options);
adding one is adding a line to ANALYSES. Modules are imported when asked for, because an analysis
has to start in under 0.3 s and must not load the web framework.
"""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn, Protocol, cast

from coplan.engines import Fault, InvalidInput

ANALYSES = {
    "sroi": "coplan.engines.sroi.command",
    "xmr": "coplan.engines.spc.command",
    "schedule": "coplan.engines.schedule.command",
}
MANAGE = "manage"
DEMO = "demo"
DONE, WRONG_INPUT = 0, 2


class Analysis(Protocol):
    """What an analysis module offers."""

    SUMMARY: str
    INPUT: str

    def add_options(self, parser: ArgumentParser) -> None: ...

    def answer(self, document: object, options: Namespace) -> tuple[dict[str, object], str]: ...


class Parser(ArgumentParser):
    """An argument parser whose complaint is one line, like every other fault."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_INPUT, f"{self.prog}: {message}; see {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 where it is done and 2 where its input is wrong."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == [MANAGE]:
        return _manage(words[1:])
    if words[:1] == [DEMO]:
        return _demo(words[1:])
    name = words[0] if words and words[0] in ANALYSES else None
    if name is None:
        return _front(words)
    return _analyse(name, words[1:])


def _front(words: Sequence[str]) -> int:
    parser = Parser(prog="coplan", description="The shared workspace of a Public Social Partnership.")
    parser.add_argument("--version", action="store_true", help="show the version and stop")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for name, module in ANALYSES.items():
        commands.add_parser(name, help=_load(module).SUMMARY)
    commands.add_parser(DEMO, help="a worked example on this machine, with people to sign in as")
    commands.add_parser(MANAGE, help="Django's management commands, such as migrate")
    if parser.parse_args(words).version:
        print(f"coplan {_version()}")
    else:
        parser.print_help()
    return DONE


def _analyse(name: str, words: Sequence[str]) -> int:
    analysis = _load(ANALYSES[name])
    parser = Parser(prog=f"coplan {name}", description=f"Work out {analysis.SUMMARY}.", allow_abbrev=False)
    parser.add_argument("file", metavar=analysis.INPUT, help="the input, a JSON file; - reads standard input")
    parser.add_argument("--json", action="store_true", help="answer in JSON, at full precision")
    analysis.add_options(parser)
    options = parser.parse_args(words)
    try:
        document, text = analysis.answer(_read(options.file), options)
    except InvalidInput as wrong:
        for fault in wrong.faults:
            print(fault, file=sys.stderr)
        return WRONG_INPUT
    _write(json.dumps(document, indent=2, allow_nan=False) if options.json else text)
    return DONE


def _read(name: str) -> object:
    shown = "standard input" if name == "-" else name
    try:
        if name == "-":
            content = sys.stdin.buffer.read()
        else:
            with open(name, "rb") as file:
                content = file.read()
    except OSError as problem:
        reason = problem.strerror or "unknown reason"
        raise InvalidInput([Fault(shown, f"it cannot be read: {reason}")]) from problem
    return _decode(content, shown)


def _decode(content: bytes, shown: str) -> object:
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_without_repeats)
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno}, column {problem.colno}"
        message = f"it is not JSON: {problem.msg} at {where}"
    except UnicodeDecodeError:
        message = "it is not JSON: it is not text in UTF-8"
    except RecursionError:
        message = "it is not JSON that can be read: it is nested too deeply"
    except ValueError as problem:
        message = f"it is not JSON that can be read: {problem}"
    raise InvalidInput([Fault(shown, message)])


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """JSON would keep the last of two equal keys without a word; a mistake in a file hides there."""
    content = dict(pairs)
    if len(content) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {json.dumps(twice)} stands twice in one object")
    return content


def _write(text: str) -> None:
    if isinstance(sys.stdout, TextIOWrapper):
        # a terminal that cannot show a sign still gets its answer
        sys.stdout.reconfigure(errors="replace")
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # the reader (head, less) has gone: nothing is wrong, and the interpreter must not flush again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _manage(words: Sequence[str]) -> int:
    # Django is loaded for this command alone
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coplan.settings")
    execute_from_command_line(["coplan manage", *words])
    return DONE


def _demo(words: Sequence[str]) -> int:
    # the workers that serve it read the same environment
    os.environ["COPLAN_DEMO"] = "yes"
    return _manage([DEMO, *words])


def _version() -> str:
    # reading installed packages takes longer than starting; only --version pays for it
    from importlib.metadata import version  # noqa: PLC0415

    return version("coplan")


def _load(module: str) -> Analysis:
    return cast(Analysis, import_module(module))


if __name__ == "__main__":
    sys.exit(main())
