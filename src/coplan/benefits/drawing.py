"""The pictures of benefits: expected beside come, savings by body, and the map from work to whom it is for."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from coplan.benefits import figures
from coplan.benefits.models import Benefit
from coplan.benefits.queries import Account, Saving
from coplan.kit import charts
from coplan.kit.charts import Chart
from coplan.outcomes.models import Element, Tier


def years(account: Account) -> Chart:
    """What was forecast beside what came, year by year."""
    return charts.paired_bars(
        charts.PairedBars(
            title=_("%(title)s: forecast and what came of it") % {"title": account.benefit.title},
            first=_("Forecast"),
            second=_("Came"),
            pairs=tuple(charts.Pair(one.words, one.forecast, one.figure) for one in account.years),
            unit=figures.unit_of(account.benefit),
        )
    )


def savings(found: Iterable[Saving]) -> Chart | None:
    """Cashable money expected in each year, by the body whose budget it is; nothing where there is none."""
    rows = [one for one in found if one.forecast > 0]
    if not rows:
        return None
    years = sorted({one.year for one in rows})
    amounts = {(one.body, one.year): one.forecast for one in rows}
    words = {one.year: one.year_words for one in rows}
    return charts.stacked_bars(
        charts.StackedBars(
            title=_("Cashable savings that are forecast, by body"),
            steps=tuple(words[year] for year in years),
            series=tuple(
                charts.Series(body, tuple(amounts.get((body, year), 0) for year in years))
                for body in sorted({one.body for one in rows})
            ),
        )
    )


def _state(account: Account) -> charts.State:
    if not account.realised:
        return charts.State.NO_DATA
    return charts.State.OFF if account.standing.rag == "red" else charts.State.ON


def benefits_map(found: Iterable[Account], links: Iterable[tuple[Element, Element]]) -> Chart:
    """From what is done, by way of the outcome, to the benefit and whom it is for.

    `links` are the logic model's, each from what leads to what; only what leads straight to an outcome with a
    benefit is drawn.
    """
    shown = list(found)
    outcomes = {one.benefit.outcome_id: one.benefit.outcome for one in shown}
    work = {
        (source.pk, target.pk): source
        for source, target in links
        if target.pk in outcomes and source.tier in (Tier.ACTIVITY, Tier.OUTPUT)
    }
    whom = {word: f"w{place}" for place, word in enumerate(sorted({one.benefit.whom_words for one in shown}))}
    boxes = [
        *_elements(work.values(), 0),
        *_elements(outcomes.values(), 1),
        *(_box(one) for one in shown),
        *(charts.Box(key, 3, word) for word, key in whom.items()),
    ]
    pairs = [
        *((f"e{source}", f"e{target}") for source, target in work),
        *((f"e{one.benefit.outcome_id}", _key(one.benefit)) for one in shown),
        *((_key(one.benefit), whom[one.benefit.whom_words]) for one in shown),
    ]
    names = (_("What is done"), _("Outcome"), _("Benefit"), _("For whom"))
    return charts.logic_model(
        charts.LogicModel(_("Benefits map"), tuple(boxes), tuple(pairs), column_names=names)
    )


def _box(account: Account) -> charts.Box:
    benefit = account.benefit
    return charts.Box(_key(benefit), 2, _named(benefit), benefit.get_absolute_url(), _state(account))


def _key(benefit: Benefit) -> str:
    return f"b{benefit.pk}"


def _named(benefit: Benefit) -> str:
    return _("Worse: %(title)s") % {"title": benefit.title} if benefit.is_loss else benefit.title


def _elements(found: Iterable[Element], column: int) -> Iterable[charts.Box]:
    for one in {element.pk: element for element in found}.values():
        yield charts.Box(f"e{one.pk}", column, one.title, one.get_absolute_url())
