"""Pages made from the code say what the code says."""

from coplan.env import SETTINGS
from tools import docs


def test_generated_pages_are_current() -> None:
    assert docs.stale() == [], "Run `make docs` and commit what it writes."


def test_each_setting_is_in_the_example_file_once() -> None:
    names = [
        line[1:].partition("=")[0]
        for line in (docs.ROOT / ".env.example").read_text().splitlines()
        if "=" in line
    ]
    assert [name for name in names if name.isupper()] == [one.name for one in SETTINGS]
