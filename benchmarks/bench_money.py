"""How long the budget's page takes with 200 lines and 24 months of entries.

    .venv/bin/python benchmarks/bench_money.py [lines ...]

Prints, for 20 and 200 lines unless told otherwise, median milliseconds (on the clock and of the processor) and
queries of the budget's page, of one line's page, of the money by funder and of the costs, through the whole stack.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from typing import Any

os.environ["COPLAN_DATA"] = tempfile.mkdtemp(prefix="coplan-bench-")
os.environ.pop("DATABASE_URL", None)
os.environ["DJANGO_SETTINGS_MODULE"] = "coplan.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402
from django_scopes import scope  # noqa: E402

from coplan.money import queries  # noqa: E402
from coplan.money.models import BudgetLine, Commitment, Entry, Forecast, LineType  # noqa: E402
from coplan.partnerships import testing as cast  # noqa: E402
from coplan.partnerships.models import PersonaRole  # noqa: E402

TIMES = 15
MONTHS = 24


def fill(partnership: Any, person: Any, many: int) -> None:
    """Lines up to `many`, each with 24 months of entries, six forecasts and an order."""
    today, sorts = timezone.localdate(), [one.value for one in LineType]
    year = queries.financial_year(today)
    with scope(partnership=partnership):
        have = BudgetLine.objects.count()
        BudgetLine.objects.bulk_create(
            BudgetLine(
                partnership=partnership, number=at + 1, title=f"Line {at}", sort=sorts[at % len(sorts)],
                outside_funder=f"Funder {at % 6}", year=year - at % 2, budget=10000 + at, source="Benchmark",
            )
            for at in range(have, many)
        )  # fmt: skip
        fresh = list(BudgetLine.objects.filter(number__gt=have))
        own = {"partnership": partnership}
        _numbered(Entry, (
            Entry(**own, line=line, on=_months_ago(today, back), amount=400, document=f"J{back}", by=person)
            for line in fresh for back in range(MONTHS)
        ))  # fmt: skip
        _numbered(Forecast, (
            Forecast(**own, line=line, dated_on=_months_ago(today, back), outturn=9800, reason="So", by=person)
            for line in fresh for back in range(6)
        ))  # fmt: skip
        _numbered(
            Commitment,
            (Commitment(**own, line=line, what="Order", amount=90, ordered_on=today) for line in fresh),
        )


def _numbered(kind: Any, rows: Any) -> None:
    first = kind.objects.count()
    made = list(rows)
    for at, one in enumerate(made):
        one.number = first + at + 1
    kind.objects.bulk_create(made, batch_size=500)


def _months_ago(today: date, back: int) -> date:
    return today - timedelta(days=30 * back)


def measure(client: Client, path: str) -> tuple[float, float, int]:
    """Median milliseconds on the clock and of the processor, and the queries, of one page."""
    for _at in range(3):
        assert client.get(path).status_code == 200, path
    took, worked = [], []
    for _at in range(TIMES):
        began, before = time.perf_counter(), time.process_time()
        client.get(path)
        took.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - before) * 1000)
    with CaptureQueriesContext(connection) as made:
        client.get(path)
    return statistics.median(took), statistics.median(worked), len(made)


def main() -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("prepare", verbosity=0)
    partnership, person = cast.make_partnership("Living well", "living-well"), cast.make_person("Isla Reid")
    with scope(partnership=partnership):
        cast.take_part(partnership, person, PersonaRole.COORDINATOR)
    client = Client()
    client.force_login(person)
    print(f"{'lines':>6} {'page':<10} {'ms':>8} {'cpu ms':>8} {'queries':>8}")
    for many in [int(one) for one in sys.argv[1:]] or [20, 200]:
        fill(partnership, person, many)
        for name, path in (("budget", ""), ("line", "1/"), ("funders", "funders/"), ("costs", "costs/")):
            took, worked, made = measure(client, f"/p/living-well/budget/{path}")
            print(f"{many:>6} {name:<10} {took:>8.1f} {worked:>8.1f} {made:>8}")


if __name__ == "__main__":
    main()
