"""Time and peak memory of 100,000 draws × 200 outcomes × 5 years: python benchmarks/bench_sroi.py."""

import resource
import subprocess
import sys
import time

from coplan.engines.sroi import NUMBERS, Estimate, Input, Outcome, ValueMap, ranges

DRAWS, OUTCOMES, SEED = 100_000, 200, 1
SECONDS, MEGABYTES = 2.5, 200
ESTIMATES = {
    "quantity": Estimate(50, 80, 120),
    "proxy": Estimate(100, 250, 500),
    "deadweight": Estimate(0.1, 0.2, 0.4),
    "displacement": Estimate(0.0, 0.05, 0.1),
    "attribution": Estimate(0.1, 0.25, 0.5),
    "drop_off": Estimate(0.1, 0.22, 0.35),
    "duration_years": Estimate(2.5, 4.5, 5),
}
USUAL = ("quantity", "proxy", "deadweight", "attribution", "drop_off")
CASES = {"usual": USUAL, "all": NUMBERS}


def value_map(ranged: tuple[str, ...]) -> ValueMap:
    """Make a map of 200 outcomes over 5 years; numbers outside `ranged` are points."""
    numbers = {
        name: estimate if name in ranged else Estimate.point(estimate.likely)
        for name, estimate in (ESTIMATES | {"duration_years": five_years(ranged)}).items()
    }
    outcomes = tuple(Outcome(code=str(index), **numbers) for index in range(OUTCOMES))
    return ValueMap(inputs=(Input(1_000_000.0),), outcomes=outcomes)


def five_years(ranged: tuple[str, ...]) -> Estimate:
    return ESTIMATES["duration_years"] if "duration_years" in ranged else Estimate.point(5)


def measure(case: str) -> int:
    """Run one case in this process and print what it took; return 1 where it misses a budget."""
    mapped = value_map(CASES[case])
    started = time.perf_counter()
    answer = ranges(mapped, DRAWS, SEED)
    seconds = time.perf_counter() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(CASES[case])} ranged numbers an outcome: {seconds:.2f} s (budget {SECONDS} s), "
        f"peak {megabytes:.0f} MB (budget {MEGABYTES} MB); ratio {answer.p5:.3f} to {answer.p95:.3f}"
    )
    return 0 if seconds <= SECONDS and megabytes <= MEGABYTES else 1


def main() -> int:
    if len(sys.argv) > 1:
        return measure(sys.argv[1])
    print(f"{DRAWS:,} draws × {OUTCOMES} outcomes × 5 years", flush=True)
    return max(subprocess.run([sys.executable, __file__, case]).returncode for case in CASES)


if __name__ == "__main__":
    sys.exit(main())
