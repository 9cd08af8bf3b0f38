"""Sets the forecast beside the evaluation, answers checks, and freezes one assurance pack, through the services."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from django.urls import get_resolver
from django_scopes import scope

from coplan.demo.content.value import MAP
from coplan.demo.content.value_forecast import DAY, FORECAST, REPLIES
from coplan.demo.maker import Maker
from coplan.kit import history
from coplan.people.models import Person
from coplan.value import queries, services
from coplan.value.models import Reply, ValueMap, ValueOutcome

ANSWERED, FROZEN = -27, -20


def assure(maker: Maker, *, with_pack: bool) -> None:
    """Freezing makes a workbook, which takes a second: a test that looks at no files does without."""
    # Records learn their addresses when the pages are read in, and findings link to some
    assert get_resolver().url_patterns
    assert maker.partnership is not None
    with scope(partnership=maker.partnership):
        value_map = cast("ValueMap", maker.made(ValueMap, MAP))
        value_map.refresh_from_db()
        _set_beside(maker, value_map)
        _value_sleep(maker)
        _answer(maker, value_map)
        if with_pack:
            _freeze(maker, value_map)


def _freeze(maker: Maker, value_map: ValueMap) -> None:
    assert maker.partnership is not None
    made = services.make_pack(
        value_map=value_map,
        slug=maker.partnership.slug,
        today=maker.day(FROZEN),
        note="For the reviewer at the University of Strathewart, before the business case",
        by=maker.made(Person, "isla"),
    )
    maker.set_back(made, FROZEN)


def _set_beside(maker: Maker, value_map: ValueMap) -> None:
    value_map.forecast = cast("ValueMap", maker.made(ValueMap, FORECAST))
    value_map.version += 1
    history.note(value_map, by=maker.made(Person, "euan"), why="So that the two can be read side by side")
    value_map.save(update_fields=["forecast", "version"])


def _value_sleep(maker: Maker) -> None:
    """A tenth of a point of life satisfaction for each, by HM Treasury's value, in the prices of the map."""
    isla = maker.made(Person, "isla")
    wellby = services.take_shipped_proxy(
        partnership=maker.partnership, code=services.shipped_proxies()[0].code, by=isla
    )
    maker.set_back(wellby, DAY + 6)
    row = cast("ValueOutcome", maker.made(ValueOutcome, "forecast p"))
    services.choose_proxy(outcome=row, proxy=wellby, units=Decimal("0.1"), by=isla)


def _answer(maker: Maker, value_map: ValueMap) -> None:
    assert maker.partnership is not None
    facts = services.gather_facts(queries.rows_of(value_map), maker.partnership.slug, maker.day(ANSWERED))
    answers = {(check, about): text for check, about, text in REPLIES}
    for principle in services.run_checks(facts):
        for verdict in principle.verdicts:
            text = answers.get((verdict.check.code, ""))
            for finding in verdict.findings if text else ():
                services.reply_to_check(
                    value_map=value_map,
                    check=verdict.check.code,
                    found=finding.found,
                    text=text or "",
                    version=0,
                    by=maker.made(Person, "isla"),
                )
    for reply in Reply.objects.filter(value_map=value_map):
        maker.set_back(reply, ANSWERED)
