"""Time to schedule 10,000 tasks with 30,000 links, and how it grows: python benchmarks/bench_schedule.py."""

import random
import sys
import time
from datetime import date

from coplan.engines.schedule import WEEKDAYS, Link, Plan, Task, calculate

TASKS, LINKS_EACH, SEED = 10_000, 3, 1
SECONDS = 0.5
RUNS = 7


def plan(many: int) -> Plan:
    """Make a plan in which each task waits for three of the 200 before it."""
    chance = random.Random(SEED)
    tasks = tuple(
        Task(str(n), "", chance.randint(0, 10), tuple(_links(chance, n)) if n > LINKS_EACH else ())
        for n in range(many)
    )
    return Plan(tasks, WEEKDAYS, start=date(2026, 1, 5))


def _links(chance: random.Random, n: int) -> list[Link]:
    return [Link(str(chance.randrange(max(0, n - 200), n)), chance.randint(0, 2)) for _ in range(LINKS_EACH)]


def measure(many: int) -> float:
    """Return the median of some runs, in seconds."""
    made = plan(many)
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        calculate(made)
        times.append(time.perf_counter() - begun)
    return sorted(times)[RUNS // 2]


if __name__ == "__main__":
    taken = {many: measure(many) for many in (TASKS // 10, TASKS, TASKS * 4)}
    for many, seconds in taken.items():
        print(f"{many:>6} tasks, {many * LINKS_EACH:>7} links: {seconds * 1000:7.1f} ms")
    print(f"budget for {TASKS}: {SECONDS * 1000:.0f} ms")
    sys.exit(taken[TASKS] > SECONDS)
