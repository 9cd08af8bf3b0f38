"""Write both lock files from pyproject.toml. Give package names to move only those to their newest release."""

from __future__ import annotations

import os
import subprocess
import sys

from machine import ROOT
from setup import LOCKS, VENV


def main(upgrade: list[str]) -> None:
    for name, extra in (("run", []), ("dev", ["--group", "dev", "-c", LOCKS["run"].name])):
        subprocess.run(
            [
                *(str(VENV / "bin" / "uv"), "--no-config", "pip", "compile", "pyproject.toml", *extra),
                *("--universal", "--python-version", "3.11", "--fork-strategy", "fewest"),
                # Nothing of the machine that made it: no addresses, paths or command line
                *(
                    "--generate-hashes",
                    "--no-header",
                    "--no-annotate",
                    "--no-emit-index-url",
                    "--no-emit-find-links",
                    "--quiet",
                ),
                *(part for package in upgrade for part in ("--upgrade-package", package)),
                *("--output-file", LOCKS[name].name),
            ],
            cwd=ROOT,
            env={**_environment(), "UV_SYSTEM_CERTS": "1"},
            check=True,
        )


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_"))}


if __name__ == "__main__":
    main(sys.argv[1:])
