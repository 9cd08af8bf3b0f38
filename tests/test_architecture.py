"""The house rules of docs/decisions, held by the machine."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import allauth
import pytest

from coplan.env import SETTINGS
from tests.source import COPLAN, EVERYTHING, PACKAGE, ROOT, Source

LONGEST_FILE = 600
LONGEST_FUNCTION = 50
DRAWERS = re.compile(r"^(utils?|helpers?|common|misc|shared|managers?)\.py$")
VAGUE = re.compile(r"(Manager|Helper|Processor|Utils?|Data)$")
# Another context may use these modules of a context; the rest is its own
# Figures and drawings are reads too: what a context says of its record, in words and in a picture
OPEN_MODULES = {"models", "queries", "services", "actions", "apps", "figures", "drawing"}
SHARED = {"kit", "engines", "packs", "guidance", "people", "partnerships", "env", "settings"}
# Calls that save without history, where that is right: file and function -> why
UNRECORDED = {
    ("demo/loading.py", "_let_them_sign_in"): "Passwords and addresses are kept out of the history",
    ("demo/maker.py", "set_back"): "The record's dates and its history's are moved together",
}
READS_THE_ENVIRONMENT = {"env.py", "wsgi.py", "cli.py"}


def test_files_stay_short() -> None:
    long_files = {
        one.name: lines for one in EVERYTHING if (lines := len(one.text.splitlines())) > LONGEST_FILE
    }
    assert long_files == {}, f"A file has at most {LONGEST_FILE} lines: split it by what it is about."


def test_functions_stay_short() -> None:
    long_functions = {
        f"{source.name}: {function.name}": lines
        for source in EVERYTHING
        for function in source.functions()
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    }
    assert long_functions == {}, f"A function has at most {LONGEST_FUNCTION} lines."


def test_there_is_no_junk_drawer() -> None:
    assert [source.name for source in COPLAN if DRAWERS.match(source.path.name)] == []


def test_class_names_say_what_a_thing_is() -> None:
    vague = [
        f"{source.name}: {node.name}"
        for source in COPLAN
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef) and VAGUE.search(node.name)
        # Django's own word for where a model's rows are read from
        if not any("Manager" in ast.unparse(base) for base in node.bases)
    ]
    assert vague == []


def test_layers_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-4000:]


def test_a_context_uses_only_the_open_modules_of_another() -> None:
    prying = [
        f"{source.name} imports {module}"
        for source in COPLAN
        if source.name != "urls.py" and not source.is_test
        for module in _imported(source)
        if _is_closed(source, module)
    ]
    assert prying == [], f"Of another context import only {', '.join(sorted(OPEN_MODULES))}."


def test_an_import_inside_a_function_says_why() -> None:
    """ruff finds the imports; a comment above them must give the reason."""
    silent = [f"{source.name}:{number}" for source in COPLAN for number in _unexplained_imports(source)]
    assert silent == [], "Write the reason as a comment on the line above."


def test_every_save_is_recorded() -> None:
    """Querysets' `update` and bulk calls bypass the history; use simple_history's own bulk functions."""
    found = {
        (source.name, function)
        for source in COPLAN
        if not source.is_test
        for function, call in source.calls_by_function()
        if _saves_unrecorded(call)
    }
    assert found - UNRECORDED.keys() == set(), (
        "Save one by one or with bulk_update_with_history, or list the reason."
    )
    assert UNRECORDED.keys() - found == set(), "Listed here but gone from the code."


def test_only_env_reads_the_environment() -> None:
    readers = {source.name for source in COPLAN if re.search(r"os\.environ|getenv", source.text)}
    assert {name for name in readers if "tests" not in Path(name).parts} <= READS_THE_ENVIRONMENT


def test_each_setting_is_used() -> None:
    text = "\n".join(source.text for source in COPLAN)
    uses = Counter(re.findall(r'"((?:COPLAN|OIDC|EMAIL|DATABASE)_[A-Z_]+)"', text))
    assert [one.name for one in SETTINGS if uses[one.name] < 2] == [], "Declared in env.py but read nowhere."


def test_each_template_is_used() -> None:
    files = {
        str(path.relative_to(folder)): path for folder in _template_folders() for path in _templates(folder)
    }
    texts = chain((source.text for source in COPLAN), (path.read_text() for path in files.values()))
    mentioned = set(re.findall(r"""["']([\w./-]+\.(?:html|txt|svg|xml))["']""", "\n".join(texts)))
    unused = {name for name in files.keys() - mentioned if not _replaces_a_packages_own(name)}
    assert unused == set()


def test_the_run_lock_is_part_of_the_dev_lock() -> None:
    run, dev = (_pins(ROOT / name) for name in ("requirements.lock", "requirements-dev.lock"))
    assert run - dev == set(), "Run `make lock`."


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_hold_names_versions_and_hashes_only(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()
    odd = [
        line for line in lines if not re.match(r"^(\s+--hash=sha256:[0-9a-f]{64}|[\w.-]+==[\w.]+)( |$)", line)
    ]
    assert odd == []


def _unexplained_imports(source: Source) -> Iterator[int]:
    explained = False
    for number, line in enumerate(source.text.splitlines(), 1):
        is_inner_import = "noqa: PLC0415" in line
        if is_inner_import and not explained:
            yield number
        explained = line.strip().startswith("#") or (explained and is_inner_import)


def _imported(source: Source) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {module for module in found if module.startswith("coplan.")}


def _is_closed(source: Source, module: str) -> bool:
    parts = module.split(".")[1:]
    other = (PACKAGE / parts[0]).is_dir() and parts[0] not in SHARED | {source.package}
    inner = PACKAGE / parts[0] / (parts[1] if len(parts) > 1 else "")
    is_module = inner.with_suffix(".py").exists() or inner.is_dir()
    return other and len(parts) > 1 and is_module and parts[1] not in OPEN_MODULES


def _saves_unrecorded(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    if call.func.attr in {"bulk_create", "bulk_update"}:
        return True
    # A dictionary's update is given a mapping, a queryset's only keywords
    return call.func.attr == "update" and bool(call.keywords) and not call.args


def _template_folders() -> list[Path]:
    return [path for path in PACKAGE.rglob("templates") if path.is_dir()]


def _templates(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.*") if path.suffix in {".html", ".txt", ".svg", ".xml"}]


def _replaces_a_packages_own(name: str) -> bool:
    packages = (Path(allauth.__file__).parent, Path(sys.modules["django"].__file__ or "").parent)
    return name in {"404.html", "403.html", "403_csrf.html", "400.html", "500.html"} or any(
        (folder / name).exists() for package in packages for folder in package.rglob("templates")
    )


def _pins(lock: Path) -> set[str]:
    return set(re.findall(r"^[\w.-]+==[\w.]+", lock.read_text(), re.MULTILINE))
