"""The pure engines: frozen dataclasses in and out, no Django, no clock, no reading or writing.

They share one way to refuse: every fault of an input is collected as a `Fault` and raised
together in `InvalidInput`, so a person corrects a file or a form once.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: where it is, and a sentence that says what to change."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class InvalidInput(ValueError):
    """An input an engine refuses; `faults` holds everything wrong with it, in reading order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
