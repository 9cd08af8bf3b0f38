"""How long a page of a risk register takes, against a bare one-table ListView in the same run.

    .venv/bin/python benchmarks/bench_register.py [rows ...]

Prints median milliseconds and queries for each number of rows (100, 1,000, 10,000 and 100,000 unless
told otherwise). Both pages are asked for through the whole stack: session, sign-in, middleware, template.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from typing import Any

os.environ["COPLAN_DATA"] = tempfile.mkdtemp(prefix="coplan-bench-")
os.environ.pop("DATABASE_URL", None)
os.environ["DJANGO_SETTINGS_MODULE"] = "coplan.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import include, path  # noqa: E402
from django.views.generic import ListView  # noqa: E402
from django_scopes import scope, scopes_disabled  # noqa: E402

from coplan import urls as site  # noqa: E402
from coplan.kit.access import public  # noqa: E402
from coplan.partnerships import testing as cast  # noqa: E402
from coplan.partnerships.models import PersonaRole  # noqa: E402
from coplan.people.models import Sector  # noqa: E402
from coplan.raid.models import Risk  # noqa: E402

BARE = engines["django"].from_string(
    "<!DOCTYPE html><table>{% for r in object_list %}<tr><td>{{ r.number }}</td><td>{{ r.title }}</td>"
    "<td>{{ r.score }}</td><td>{{ r.status }}</td><td>{{ r.review_on }}</td></tr>{% endfor %}</table>"
    "<p>{{ page_obj.number }} of {{ page_obj.paginator.num_pages }}</p>"
)


class BareList(ListView):  # type: ignore[type-arg]
    """One table, 25 rows, nothing else."""

    paginate_by = 25

    def get_queryset(self) -> Any:
        with scopes_disabled():
            return Risk.objects.order_by("-score", "-number")

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> Any:
        return HttpResponse(BARE.render(context, self.request))


urlpatterns = [
    path("bare/", public("benchmark")(BareList.as_view())),
    path("", include(site.urlpatterns)),
]


def fill(partnership: Any, owner: Any, many: int) -> None:
    """Rows up to `many`, spread over every probability and impact."""
    with scope(partnership=partnership):
        have = Risk.objects.count()
        Risk.objects.bulk_create(
            [
                Risk(
                    partnership=partnership,
                    number=at + 1,
                    title=f"Risk {at} of the winter plan",
                    probability=at % 5 + 1,
                    impact=at // 5 % 5 + 1,
                    score=(at % 5 + 1) * (at // 5 % 5 + 1),
                    owner=owner if at % 3 else None,
                )
                for at in range(have, many)
            ],
            batch_size=5000,
        )


def timed(client: Client, address: str, times: int = 40) -> tuple[float, int]:
    """Median milliseconds and the number of queries of one page."""
    for _ in range(5):
        assert client.get(address).status_code == 200
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        client.get(address)
        taken.append((time.perf_counter() - start) * 1000)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return statistics.median(taken), len(queries)


def main() -> None:
    settings.ROOT_URLCONF = __name__
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    partnership = cast.make_partnership("Living well together", "living-well")
    partner = cast.make_partner(partnership, "Ferry House", Sector.THIRD, "lead-third")
    person = cast.make_person("Isla Reid")
    part = cast.take_part(partnership, person, PersonaRole.COORDINATOR, partner)
    client = Client()
    client.force_login(person)
    print(f"{'rows':>8} {'register':>10} {'queries':>8} {'bare list':>10} {'ratio':>6}")
    for many in [int(word) for word in sys.argv[1:]] or [100, 1_000, 10_000, 100_000]:
        fill(partnership, part, many)
        bare, _queries = timed(client, "/bare/")
        ours, queries = timed(client, "/p/living-well/risks/")
        print(f"{many:>8,} {ours:>7.1f} ms {queries:>8} {bare:>7.1f} ms {ours / bare:>6.2f}")


if __name__ == "__main__":
    main()
