"""Costs and benefits: the budget, the social value, and what both take as true."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from coplan.documents.paper import Block, Figure, Heading, Paragraph, Picture, Table, Text
from coplan.documents.sections import benefits
from coplan.documents.sections.figures import NONE, budgeted, columns, missing, spent, sum_of
from coplan.kit import charts
from coplan.kit.charts import POUNDS_AND_PENCE
from coplan.kit.templatetags.kit import day
from coplan.money import queries as money_queries
from coplan.money.models import BudgetLine, LineType
from coplan.partnerships.models import Partnership
from coplan.raid.models import Assumption
from coplan.value import drawing as value_drawing
from coplan.value import queries as value_queries
from coplan.value.models import ValueMap
from coplan.value.queries import Answer, Rows


def blocks(partnership: Partnership, today: date) -> Iterator[Block]:
    yield from costs(partnership, today)
    yield from benefits.blocks(partnership, today)
    yield from social_value(partnership)
    yield from assumptions(partnership)


def costs(partnership: Partnership, today: date) -> Iterator[Block]:
    yield Heading(_("Costs"))
    lines = list(money_queries.lines())
    if not lines:
        yield missing(partnership, _("No budget is on record."), _("Add a budget line"), "money:budget-add")
        return
    heads = columns(_("*For what"), _("Type"), _("Who pays"), _(".Year"), _("#Budget"), _("#Spent"))
    total = sum((line.budget for line in lines), Decimal(0)), sum((line.spent for line in lines), Decimal(0))
    last: tuple[Text, ...] = (
        (_("Total"),),
        ("",),
        ("",),
        ("",),
        (sum_of(total[0], lines),),
        (sum_of(total[1], lines),),
    )
    yield Table(_("Budget"), heads, (*(_line(line) for line in lines), last), total=True)
    yield Picture(_by_year(lines, today))
    if not any(line.sort == LineType.EVALUATION for line in lines):
        said = _("The budget has no line for evaluation.")
        yield missing(partnership, said, _("Add it"), "money:budget-add")
    unsourced = [line for line in lines if not line.source]
    if unsourced:
        said = _("No source is given for the figures of: %(lines)s.") % {
            "lines": ", ".join(line.reference for line in unsourced)
        }
        yield missing(partnership, said, _("See the budget"), "money:budget")


def _line(line: BudgetLine) -> tuple[Text, ...]:
    kind, payer = (str(line.get_sort_display()),), (line.funder_words,)
    return (line.title,), kind, payer, (line.year_words,), (budgeted(line),), (spent(line),)


def _by_year(lines: list[BudgetLine], today: date) -> charts.Chart:
    totals = money_queries.totals(today, lines)
    series = tuple(
        charts.Series(
            part.words,
            tuple(totals.amounts.get((part.words, int(year.key)), Decimal(0)) for year in totals.by_year),
        )
        for part in totals.by_funder
    )
    steps = tuple(year.words for year in totals.by_year)
    return charts.stacked_bars(charts.StackedBars(_("Budget by year and funder"), steps, series))


def social_value(partnership: Partnership) -> Iterator[Block]:
    yield Heading(_("The social value"))
    value_map = value_queries.leading_map()
    if value_map is None:
        said = _("No value map is on record, so no benefit is put in money.")
        yield missing(partnership, said, _("Start a value map"), "value:value-maps-add")
        return
    rows = value_queries.rows_of(value_map)
    answer, faults = value_queries.answer_or_faults(rows)
    if answer is None:
        said = _("The value map cannot be worked out yet: %(why)s") % {
            "why": "; ".join(f.message for f in faults[:3])
        }
        yield missing(partnership, said, _("Mend the value map"), "value:value-maps-detail", value_map.number)
        return
    yield Paragraph(_ratio(value_map, answer))
    yield Table(_("What changes, and what it is worth"), *_outcomes(rows, answer))
    yield Picture(value_drawing.waterfall_chart(rows, answer))
    if answer.range.drivers:
        yield Picture(value_drawing.range_chart(rows, answer))
    yield from _unexplained(partnership, rows)


def _ratio(value_map: ValueMap, answer: Answer) -> Text:
    write = POUNDS_AND_PENCE.write
    source = _("Value map %(label)s (%(kind)s)") % {
        "label": value_map.label,
        "kind": str(value_map.get_sort_display()).split(":")[0].lower(),
    }
    source += f": {value_map.source}" if value_map.source else ""

    def told(value: float) -> Figure:
        return Figure(write(value), source, value_map.kind, value_map.number)

    result, spread = answer.result, answer.range
    runs: list[str | Figure] = [_("For each £1 put in, the value created is "), told(result.ratio)]
    if spread.drivers:
        runs += [_(", likely between "), told(spread.p5), _(" and "), told(spread.p95)]
    runs += [_(". The present value is "), told(result.total_present_value)]
    return (*runs, _(" against "), told(result.total_inputs), _(" put in."))


def _outcomes(rows: Rows, answer: Answer) -> tuple[tuple, tuple[tuple[Text, ...], ...]]:  # type: ignore[type-arg]
    found = []
    for row, result in zip(rows.outcomes, answer.result.outcomes, strict=True):
        source = _("Value map outcome %(code)s: %(how)s") % {
            "code": row.code,
            "how": value_queries.impact_words(row),
        }
        worth = Figure(POUNDS_AND_PENCE.write(result.present_value), source, row.kind, row.number)
        found.append(
            (
                (f"{row.code} {row.title}",),
                (str(row.stakeholder or NONE),),
                (row.proxy_name or NONE,),
                (worth,),
            )
        )
    return columns(_("*What changes"), _("For whom"), _("Worked out from"), _("#Present value")), tuple(found)


def _unexplained(partnership: Partnership, rows: Rows) -> Iterator[Block]:
    bare = [row.code for row in rows.outcomes if value_queries.without_reason(row)]
    if bare:
        said = _("Numbers without a reason in the value map, outcomes %(codes)s.") % {
            "codes": ", ".join(bare)
        }
        yield missing(
            partnership, said, _("Give the reasons"), "value:value-maps-detail", rows.value_map.number
        )


def assumptions(partnership: Partnership) -> Iterator[Block]:
    yield Heading(_("Assumptions"))
    found = list(Assumption.objects.order_by("number"))
    if not found:
        said = _("No assumption is on record.")
        yield missing(partnership, said, _("Add an assumption"), "raid:assumptions-add")
        return
    rows = tuple(
        (
            (f"{one.reference} {one.title}",),
            (one.if_false or NONE,),
            (str(one.get_finding_display()),),
            (day(one.check_on) or NONE,),
        )
        for one in found
    )
    heads = columns(_("*We assume that"), _("*If it is false"), _("Found so far"), _("Check by"))
    yield Table(_("What we take as true"), heads, rows)
