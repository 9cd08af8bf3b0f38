"""`coplan xmr` as a person runs it: a process, its two streams and its exit code."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import coplan.cli
from coplan.engines.spc import calculate, read_series
from coplan.engines.spc.tests.cases import CASES, document

SOURCE = str(Path(coplan.cli.__file__).parents[1])
CASE = {case["id"]: document(case) for case in CASES}


def run(*words: str, given: str = "", module: tuple[str, ...] = ("-m", "coplan.cli")) -> Any:
    environment = {**os.environ, "PYTHONPATH": SOURCE}
    command = [sys.executable, *module, *words]
    return subprocess.run(command, input=given, capture_output=True, text=True, env=environment, check=False)


def text(name: str) -> list[str]:
    done = run("xmr", "-", given=json.dumps(CASE[name]))
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


@pytest.fixture
def rebased(tmp_path: Path) -> str:
    path = tmp_path / "series.json"
    path.write_text(json.dumps(CASE["ae_breaches_RR1_rebase2018-04"]))
    return str(path)


def test_json_has_the_contract_s_keys_at_full_precision(rebased: str) -> None:
    done = run("xmr", rebased, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    result = calculate(read_series(CASE["ae_breaches_RR1_rebase2018-04"]))
    assert json.loads(done.stdout) == {
        "points": [
            {
                "date": point.on.isoformat(),
                "value": point.value,
                "group": point.group,
                "mean": point.mean,
                "lower_limit": point.lower_limit,
                "upper_limit": point.upper_limit,
                "special_cause": point.special_cause,
                "point_type": point.point_type,
            }
            for point in result.points
        ],
        "variation": "common_cause",
        "assurance": None,
    }


def test_the_text_is_a_page_for_people() -> None:
    lines = text("pkg_icons_s8")
    assert lines[:3] == ["XmR chart", "=========", ""]
    assert lines[3] == "24 points, 2 January 2020 to 25 January 2020; lower is better; target 3.000."
    assert lines[5] == "Variation  improvement, low: the last point shows a real change down, which is better"
    assert lines[6] == "Assurance  pass: as things are, the target is met every time"
    assert lines[11] == (
        "2 January 2020      24  -2.444         0.995             1       -5.090        0.203"
    )
    (last,) = (line for line in lines if line.startswith("25 January 2020"))
    assert " ".join(last.split()) == (
        "25 January 2020 below the lower limit improvement -5.467 -2.444 -5.090 0.203"
    )


def test_the_text_warns_of_limits_that_rest_on_few_points() -> None:
    assert "Limits from 1 April 2018 rest on 3 points; fewer than 12 say little, so read them with care." in (
        text("ae_breaches_RR1_rebase2018-04")
    )


def test_the_text_of_one_point_has_no_limits() -> None:
    given = json.dumps({"points": [{"date": "2026-01-01", "value": 1234.5}]})
    lines = run("xmr", "-", given=given).stdout.splitlines()
    assert lines[3] == "1 point, 1 January 2026 to 1 January 2026; neither way is better."
    assert "From 1 January 2026 there is 1 point to rest limits on, so there are none." in lines
    assert lines[-1].split() == ["1", "January", "2026", "1,234.5", "1,234.5", "–", "–"]


@pytest.mark.parametrize("values", [[0] * 13, [0.1] * 13, [1e-12, 2e-12], [1e15, -1e15], [1e-300, 0]])
def test_figures_of_any_size_are_written(values: list[float]) -> None:
    points = [{"date": f"2026-01-{day:02}", "value": value} for day, value in enumerate(values, 1)]
    done = run("xmr", "-", given=json.dumps({"points": points}))
    assert (done.returncode, done.stderr) == (0, "")


def test_every_fault_is_a_line_on_standard_error() -> None:
    points = [{"date": "2026-01-01", "value": "x"}, {"date": "2026-01-01", "value": 1}]
    done = run("xmr", "-", "--json", given=json.dumps({"points": points, "titel": 1}))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "titel: unknown key; known are points, improvement, target, rebase, fix_after_n_points, screen_outliers",
        'points[0].value: "x" is not a number',
        "points[1].date: 2026-01-01 is already the date of points[0]; keep one of them",
    ]


def test_the_command_is_listed_and_helps() -> None:
    assert "the XmR chart of a series" in run("--help").stdout
    assert "SERIES.json" in run("xmr", "--help").stdout


LOADED = """
import sys
from coplan.cli import main
main(["xmr", *sys.argv[1:]])
print([name for name in ("django", "numpy") if name in sys.modules], file=sys.stderr)
"""


def test_neither_a_web_framework_nor_numpy_is_loaded(rebased: str) -> None:
    assert run(rebased, module=("-c", LOADED)).stderr == "[]\n"


def test_it_starts_and_answers_in_under_a_third_of_a_second(rebased: str) -> None:
    def seconds() -> float:
        started = time.perf_counter()
        run("xmr", rebased, "--json")
        return time.perf_counter() - started

    # the best of five: other work on the machine is not what is measured
    assert min(seconds() for _ in range(5)) < 0.3
