"""`coplan sroi` as a person runs it: a process, its two streams and its exit code."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import coplan.cli
from coplan.engines.sroi import calculate, ranges, read_map
from coplan.engines.sroi.tests.maps import PUBLISHED, document

SOURCE = str(Path(coplan.cli.__file__).parents[1])
SPREAD = {"low": 20, "likely": 50, "high": 110}


def run(*words: str, given: str = "", module: tuple[str, ...] = ("-m", "coplan.cli")) -> Any:
    environment = {**os.environ, "PYTHONPATH": SOURCE}
    command = [sys.executable, *module, *words]
    return subprocess.run(command, input=given, capture_output=True, text=True, env=environment, check=False)


def refusal(*words: str, given: str = "") -> list[str]:
    done = run(*words, given=given)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr.splitlines()


@pytest.fixture
def published(tmp_path: Path) -> str:
    path = tmp_path / "map.json"
    path.write_text(json.dumps(PUBLISHED["map"]))
    return str(path)


def test_json_has_the_contract_s_keys_at_full_precision(published: str) -> None:
    done = run("sroi", published, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    answer, result = json.loads(done.stdout), calculate(read_map(PUBLISHED["map"]))
    assert answer == {
        "total_inputs": result.total_inputs,
        "impact": result.impact,
        "years": [
            {"year": row.year, "value": row.value, "present_value": row.present_value} for row in result.years
        ],
        "total_present_value": result.total_present_value,
        "net_present_value": result.net_present_value,
        "ratio": result.ratio,
        "net_ratio": result.net_ratio,
        "outcomes": [
            {"code": row.code, "impact": row.impact, "present_value": row.present_value, "share": row.share}
            for row in result.outcomes
        ],
        "scenarios": [{"name": row.name, "ratio": row.ratio} for row in result.scenarios],
    }


def test_draws_add_the_range(tmp_path: Path) -> None:
    content = document(proxy=SPREAD)
    done = run("sroi", "-", "--draws", "2000", "--seed", "7", "--json", given=json.dumps(content))
    assert (done.returncode, done.stderr) == (0, "")
    expected = ranges(read_map(content), 2000, 7)
    (driver,) = expected.drivers
    assert json.loads(done.stdout)["range"] == {
        "draws": 2000,
        "seed": 7,
        "p5": expected.p5,
        "p50": expected.p50,
        "p95": expected.p95,
        "mean": expected.mean,
        "probability_below_1": expected.probability_below_1,
        "drivers": [
            {
                "code": "a",
                "field": "proxy",
                "low_ratio": driver.low_ratio,
                "high_ratio": driver.high_ratio,
            }
        ],
    }


def test_without_a_seed_the_range_still_repeats() -> None:
    words, given = ("sroi", "-", "--draws", "500", "--json"), json.dumps(document(proxy=SPREAD))
    first, second = run(*words, given=given), run(*words, given=given)
    assert first.stdout == second.stdout
    assert json.loads(first.stdout)["range"]["seed"] == 1


def test_the_text_is_a_page_for_people(published: str) -> None:
    lines = run("sroi", published).stdout.splitlines()
    assert lines[0] == "Living Well, Taking Control"
    assert "Total present value  £699,154.05" in lines
    assert "£5.80 of social value for every £1.00 put in; discounted at 3.50% from year 1." in lines
    assert "2     £243,122.88    £226,957.81" in lines
    assert "All three half                    1.30" in lines
    (row,) = (line for line in lines if line.startswith("f "))
    assert row.split() == [
        "f",
        "Lower",
        "diabetes",
        "risk",
        "Participants",
        "£137,436.75",
        "£308,279.41",
        "44.1%",
    ]


def test_the_text_shows_the_range_and_what_moves_it() -> None:
    done = run("sroi", "-", "--draws", "2000", given=json.dumps(document(proxy=SPREAD)))
    lines = done.stdout.splitlines()
    assert "Range of the ratio, 2,000 draws, seed 1" in lines
    assert lines[-1].split() == ["a", "proxy", "2.23", "12.25"]


def test_the_text_keeps_control_characters_from_the_terminal() -> None:
    content = document(outcome="red\x1b[31m\nline") | {"title": "a\x07b\ud800"}
    done = run("sroi", "-", given=json.dumps(content))
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert done.stdout.startswith("a b\n")


def test_every_fault_is_a_line_on_standard_error() -> None:
    content = document(deadweight=1.4, dropoff=0.1) | {"inputs": []}
    assert refusal("sroi", "-", "--json", given=json.dumps(content)) == [
        "outcomes[0].dropoff: unknown key; did you mean drop_off?",
        "inputs: there are none; a ratio needs at least one input above 0",
        "outcomes[0].deadweight: 1.4 is not between 0 and 1",
    ]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("", "standard input: it is not JSON: Expecting value at line 1, column 1"),
        ('{"title": }', "standard input: it is not JSON: Expecting value at line 1, column 11"),
        ("[]", "map: a list is not an object in braces {}"),
        (
            '{"a": 1, "a": 2}',
            'standard input: it is not JSON that can be read: the key "a" stands twice in one object',
        ),
        ("[" * 100_000, "standard input: it is not JSON that can be read: it is nested too deeply"),
    ],
)
def test_what_is_no_map_is_refused_with_a_sentence(given: str, fault: str) -> None:
    assert refusal("sroi", "-", given=given) == [fault]


def test_nan_in_the_file_is_a_fault_with_its_path() -> None:
    given = json.dumps(document(proxy=float("nan")))
    assert refusal("sroi", "-", given=given) == ["outcomes[0].proxy: nan is not a finite number"]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    missing = str(tmp_path / "none.json")
    assert refusal("sroi", missing) == [f"{missing}: it cannot be read: No such file or directory"]
    assert refusal("sroi", str(tmp_path)) == [f"{tmp_path}: it cannot be read: Is a directory"]
    latin = tmp_path / "latin.json"
    latin.write_bytes(b'{"title": "\xe9"}')
    assert refusal("sroi", str(latin)) == [f"{latin}: it is not JSON: it is not text in UTF-8"]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    path.write_text(json.dumps(document()), encoding="utf-8-sig")
    assert run("sroi", str(path), "--json").returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("sroi",), "coplan sroi: the following arguments are required: MAP.json; see coplan sroi --help"),
        (
            ("sroi", "-", "--draws", "x"),
            "coplan sroi: argument --draws: invalid int value: 'x'; see coplan sroi --help",
        ),
        (("sroi", "-", "--seed", "1"), "seed: it is only used with --draws; add --draws or leave --seed out"),
        (("sroi", "-", "--draws", "0"), "draws: 0 is not between 1 and 1,000,000"),
        (("sroi", "-", "--draws", "9", "--seed", "-4"), "seed: -4 is not between 0 and 9223372036854775807"),
    ],
)
def test_wrong_options_are_one_line(words: tuple[str, ...], said: str) -> None:
    assert refusal(*words, given=json.dumps(document())) == [said]


def test_an_unknown_command_is_refused_with_the_known_ones() -> None:
    (line,) = refusal("srio")
    assert line.startswith("coplan: argument COMMAND: invalid choice:")
    assert "sroi" in line


def test_help_names_each_command() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "the social return on investment of a value map" in done.stdout
    assert "manage" in done.stdout
    assert run().stdout == done.stdout
    assert "--draws" in run("sroi", "--help").stdout


def test_manage_hands_its_words_to_django() -> None:
    done = run("manage", "--version")
    assert done.returncode == 0
    assert done.stdout.split(".")[0] == "5"


LOADED = """
import sys
from coplan.cli import main
main(["sroi", *sys.argv[1:]])
print([name for name in ("django", "numpy") if name in sys.modules], file=sys.stderr)
"""


def test_no_web_framework_is_loaded_and_numpy_only_for_draws(published: str) -> None:
    module = ("-c", LOADED)
    assert run(published, module=module).stderr == "[]\n"
    assert run(published, "--draws", "10", module=module).stderr == "['numpy']\n"


def test_it_starts_and_answers_in_under_a_third_of_a_second(published: str) -> None:
    def seconds() -> float:
        started = time.perf_counter()
        run("sroi", published, "--json")
        return time.perf_counter() - started

    # the best of five: other work on the machine is not what is measured
    assert min(seconds() for _ in range(5)) < 0.3
