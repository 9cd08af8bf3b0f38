"""How long the results of a survey take: 12 questions, two rounds, and as many answers as told.

    .venv/bin/python benchmarks/bench_survey.py [answers ...]

Prints median milliseconds and queries of the results page, by itself and by group, for each number of answers
(200 and 2,000 unless told otherwise), and how much of it the processor worked: on a machine that does something
else at once the two differ. The page is asked for through the whole stack.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from random import Random
from typing import Any

os.environ["COPLAN_DATA"] = tempfile.mkdtemp(prefix="coplan-bench-")
os.environ.pop("DATABASE_URL", None)
os.environ["DJANGO_SETTINGS_MODULE"] = "coplan.settings"

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django_scopes import scope  # noqa: E402

from coplan.partnerships import testing as cast  # noqa: E402
from coplan.partnerships.models import PersonaRole  # noqa: E402
from coplan.people.models import Sector  # noqa: E402
from coplan.surveys import drawing, services  # noqa: E402
from coplan.surveys.asks import asks_of  # noqa: E402
from coplan.surveys.models import Answer, Question, Sort, Survey, Wave  # noqa: E402
from coplan.surveys.queries import questions_of  # noqa: E402

TODAY = date.today()


def make_survey(partnership: Any, by: Any) -> tuple[Survey, list[Wave]]:
    """Four, three and one tested questions, and four of its own."""
    survey = Survey.objects.create(
        partnership=partnership, title="How are you?", purpose="To know.", audience="All", use="Added up.",
        contact="Isla", keep_until=TODAY + timedelta(days=365),
    )  # fmt: skip
    for code in ("ons4", "ucla3", "lonely"):
        services.add_measure(survey=survey, code=code, by=by)
    own: tuple[tuple[str, dict[str, Any]], ...] = (
        (Sort.ONE, {"options": ["Burnside", "Harbour", "Kilbrae", "Elsewhere"], "groups_results": True}),
        (Sort.SEVERAL, {"options": ["Walks", "Cooking", "Talks"]}),
        (Sort.SCALE, {"low": 0, "high": 10, "better": "higher"}),
        (Sort.LONG, {}),
    )
    for sort, more in own:
        question = Question(
            partnership=partnership, survey=survey, sort=sort, text=f"What of {sort}?", **more
        )
        services.add_question(question=question, by=by)
    waves = []
    for moment, days in (("before", 200), ("after", 20)):
        wave = Wave(
            partnership=partnership, survey=survey, name=moment, moment=moment,
            opens_on=TODAY - timedelta(days), closes_on=TODAY - timedelta(days - 10),
        )  # fmt: skip
        services.save_wave(wave=wave, by=by)
        waves.append(wave)
    return survey, waves


def fill(survey: Survey, waves: list[Wave], many: int) -> None:
    """Half of the answers in each round, nine in ten of them in pairs."""
    draw = Random(1)
    Answer.objects.all().delete()
    asks = asks_of(questions_of(survey))
    made = []
    for at in range(many):
        given = {ask.key: draw.choice(ask.values) for ask in asks if ask.values and ask.sort != Sort.SEVERAL}
        given |= {ask.key: [draw.choice(ask.values)] for ask in asks if ask.sort == Sort.SEVERAL}
        written = {ask.key: "More walks on Saturdays, please." for ask in asks if ask.is_written}
        person = at // 2 if draw.random() < 0.9 else at + many
        wave = waves[at % 2]
        told = {"given": given, "written": written, "code": f"{person:064x}"}
        made.append(Answer(partnership=survey.partnership, wave=wave, answered_on=TODAY, **told))
    Answer.objects.bulk_create(made, batch_size=500)


def timed(client: Client, address: str, times: int = 15) -> tuple[float, float, int]:
    """Median milliseconds, those of the processor, and queries of one page; pictures are drawn anew each time."""
    assert client.get(address).status_code == 200
    taken, worked = [], []
    for _ in range(times):
        drawing.spread.cache_clear()
        start, began = time.perf_counter(), time.process_time()
        client.get(address)
        taken.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - began) * 1000)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return statistics.median(taken), statistics.median(worked), len(queries)


def main() -> None:
    settings.ALLOWED_HOSTS = ["*"]
    # The tables as they are now, without the way there
    settings.MIGRATION_MODULES = {one.label: None for one in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("createcachetable")
    partnership = cast.make_partnership("Living well together", "living-well")
    partner = cast.make_partner(partnership, "Ferry House", Sector.THIRD, "lead-third")
    person = cast.make_person("Isla Reid")
    cast.take_part(partnership, person, PersonaRole.COORDINATOR, partner)
    with scope(partnership=partnership):
        survey, waves = make_survey(partnership, person)
    client = Client()
    client.force_login(person)
    print(
        f"{'answers':>8} {'results':>10} {'processor':>10} {'queries':>8} {'by group':>10} {'processor':>10}"
    )
    for many in [int(word) for word in sys.argv[1:]] or [200, 2_000]:
        with scope(partnership=partnership):
            fill(survey, waves, many)
        page, worked, queries = timed(client, f"/p/living-well/surveys/{survey.number}/results/")
        grouped, hard, _queries = timed(client, f"/p/living-well/surveys/{survey.number}/results/?by=4")
        print(f"{many:>8,} {page:>7.0f} ms {worked:>7.0f} ms {queries:>8} {grouped:>7.0f} ms {hard:>7.0f} ms")


if __name__ == "__main__":
    main()
