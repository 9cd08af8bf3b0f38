"""Trace: what a figure rests on, rung by rung, back to the need and its evidence.

Each kind of record has one function that gives its own rungs and goes on to what it rests on. A
missing link is a rung too: it says what is missing and leads to where it is added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Max
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coplan.benefits import figures as benefit_figures
from coplan.benefits import queries as benefits
from coplan.benefits.models import Benefit
from coplan.kit.charts import POUNDS, POUNDS_AND_PENCE, Ladder, Rung
from coplan.kit.models import PartnershipModel
from coplan.money.models import BudgetLine
from coplan.need.models import Evidence, Need
from coplan.outcomes.models import Element, Indicator, Reading
from coplan.surveys import queries as surveys
from coplan.value import queries as value
from coplan.value.models import Discounting, ValueInput, ValueMap, ValueOutcome

Changed = Mapping[tuple[str, int], str]
NOTHING_CHANGED: Changed = {}


@dataclass(frozen=True)
class Onward:
    """A record this figure is made of, or that is made of it, with its own trace."""

    kind: str
    number: int
    label: str
    value: str = ""


@dataclass(frozen=True)
class Trace:
    """The page: the ladder down to the need, the parts of a total, and what rests on this figure."""

    title: str
    ladder: Ladder
    parts: tuple[Onward, ...] = ()
    above: tuple[Onward, ...] = ()


def trace_of(record: PartnershipModel, changed: Changed = NOTHING_CHANGED) -> Trace:
    """What a record rests on.

    `changed` says in words, by kind and number, what changed since a document with the figure was issued.
    """
    kind = record.kind
    rungs = tuple(_marked(found, changed) for found in RUNGS[kind](record))
    parts, above = PARTS.get(kind), ABOVE.get(kind)
    return Trace(
        title=record.label,
        ladder=Ladder(_("What this rests on: %(label)s") % {"label": record.label}, rungs),
        parts=tuple(parts(record)) if parts else (),
        above=tuple(above(record)) if above else (),
    )


@dataclass(frozen=True)
class Found:
    """A rung with the record it shows, so that a change to that record can be marked."""

    rung: Rung
    record: PartnershipModel | None = None


def _marked(found: Found, changed: Changed) -> Rung:
    if found.record is None:
        return found.rung
    return replace(found.rung, changed=changed.get((found.record.kind, found.record.number), ""))


def _rung(record: PartnershipModel, kind: str, **told: Any) -> Found:
    href = record.get_absolute_url() if record.has_page else ""
    # A day follows the source, so a sentence gives up its full stop
    told["source"] = told.get("source", "").rstrip(". ")
    return Found(Rung(kind=kind, label=record.label, href=href, **told), record)


def _missing(kind: str, words: str, address: str, record: PartnershipModel) -> Found:
    """What is not there yet, with the address that adds it."""
    return Found(Rung(kind=kind, label=words, href=_address(address, record)))


def _address(name: str, record: PartnershipModel) -> str:
    """The page `name` of this partnership, or where the record itself is edited when there is no name."""
    if not name:
        return f"{record.get_absolute_url()}edit/" if record.has_page else ""
    try:
        return reverse(name, args=[record.owner_slug])
    except NoReverseMatch:
        return ""


# Value


def _map_rungs(value_map: ValueMap) -> Iterator[Found]:
    source, dated = value_map.source, _changed_on(value_map)
    rows = value.rows_of(value_map)
    answer, faults = value.answer_or_faults(rows)
    if answer is None:
        yield _rung(value_map, _("Value map"), source=source, dated=dated)
        words = "; ".join(fault.message for fault in faults[:3])
        why = _("It cannot be worked out yet: %(why)s") % {"why": words}
        yield Found(Rung(kind=_("Ratio"), label=why, href=value_map.get_absolute_url()))
        return
    result, spread = answer.result, answer.range
    write = POUNDS_AND_PENCE.write
    ratio = _("%(total)s ÷ %(inputs)s = %(ratio)s for each £1") % {
        "total": write(result.total_present_value),
        "inputs": write(result.total_inputs),
        "ratio": write(result.ratio),
    }
    if spread.drivers:
        ratio += _("; range %(low)s to %(high)s") % {"low": write(spread.p5), "high": write(spread.p95)}
    yield _rung(value_map, _("Ratio: present value ÷ inputs"), value=ratio, source=source, dated=dated)
    years = " + ".join(write(year.present_value) for year in result.years)
    words = f"{years} = {write(result.total_present_value)}"
    if value_map.discounting == Discounting.RATE:
        rate = _("The map's discount rate, %(rate)s a year") % {"rate": f"{value_map.discount_rate:.2%}"}
    else:
        rate = str(value_map.get_discounting_display())
    yield Found(Rung(_("Present value, year by year"), _("Sum of the years"), words, rate, dated), value_map)
    yield from _input_rungs(rows.inputs)


def _input_rungs(entries: Sequence[ValueInput]) -> Iterator[Found]:
    newest = dict(
        ValueInput.history.filter(id__in=[entry.pk for entry in entries])
        .order_by()
        .values_list("id")
        .annotate(newest=Max("history_date"))
    )
    for entry in entries:
        dated = timezone.localtime(newest[entry.pk]).date() if entry.pk in newest else None
        amount = POUNDS_AND_PENCE.write(entry.amount)
        kind = _("Input from %(who)s") % {"who": entry.stakeholder} if entry.stakeholder_id else _("Input")
        yield _rung(entry, kind, value=amount, source=entry.source, dated=dated)


def _map_parts(value_map: ValueMap) -> Iterator[Onward]:
    rows = value.rows_of(value_map)
    answer, _faults = value.answer_or_faults(rows)
    worked = answer.result.outcomes if answer else (None,) * len(rows.outcomes)
    for row, result in zip(rows.outcomes, worked, strict=True):
        shown = POUNDS_AND_PENCE.write(result.present_value) if result else ""
        yield Onward(row.kind, row.number, f"{row.code} {row.title}", shown)


def _value_outcome_rungs(row: ValueOutcome) -> Iterator[Found]:
    dated = _changed_on(row)
    reasons = "; ".join(
        f"{row._meta.get_field(name).verbose_name}: {getattr(row, f'{name}_reason')}"
        for name in value.REASONED
        if getattr(row, f"{name}_reason")
    )
    yield _rung(row, _("Impact in a full year"), value=value.impact_words(row), source=reasons, dated=dated)
    yield _proxy_rung(row, dated)
    yield from _quantity_rungs(row)
    if row.outcome_id:
        yield from _element_rungs(row.outcome)
    elif row.reading_id:
        yield from _element_rungs(row.reading.indicator.outcome)
    else:
        words = _("Not linked to the logic model yet: choose the outcome it values")
        yield _missing(_("Outcome of the logic model"), words, "", row)


def _proxy_rung(row: ValueOutcome, dated: date | None) -> Found:
    source = ", ".join(filter(None, (row.proxy_source, row.proxy_year)))
    label = row.proxy_name or _("What one is worth")
    href = row.get_absolute_url()
    return Found(
        Rung(_("Financial proxy"), label, POUNDS_AND_PENCE.write(row.proxy), source, dated, href), row
    )


def _quantity_rungs(row: ValueOutcome) -> Iterator[Found]:
    if row.reading_id:
        yield from _read_rungs(row.reading)
        yield _indicator_rung(row.reading.indicator)
        return
    added = list(row.summed.select_related(*NEEDED_READING))
    if added:
        for one in added:
            yield from _read_rungs(one.reading)
        yield _indicator_rung(added[0].reading.indicator)
        return
    words = _("The quantity was typed: choose the reading it is taken from")
    typed = Rung(
        _("Quantity"),
        words,
        f"{row.quantity.normalize():f}",
        row.quantity_reason,
        _changed_on(row),
        _address("", row),
    )
    yield Found(typed, row)
    if row.outcome_id and not Indicator.objects.filter(outcome=row.outcome_id).exists():
        yield _missing(_("Indicator"), _("No indicator yet: add one"), "outcomes:indicators-add", row)


def _value_outcome_above(row: ValueOutcome) -> Iterator[Onward]:
    yield Onward(row.value_map.kind, row.value_map.number, row.value_map.label)


# Readings, indicators, outcomes


def _reading_rung(reading: Reading) -> Found:
    period = _("%(start)s to %(end)s") % {
        "start": date_format(reading.starts_on),
        "end": date_format(reading.ends_on),
    }
    source = _("%(source)s; entered by %(who)s") % {"source": reading.source, "who": reading.by}
    if reading.approved_by is not None:
        source = _("%(source)s, approved by %(who)s") % {"source": source, "who": reading.approved_by}
    said = figure_words(reading.indicator, reading.figure, reading.out_of)
    found = _rung(reading, _("Reading, %(period)s") % {"period": period}, value=said, source=source)
    dated = timezone.localtime(reading.at).date()
    return Found(replace(found.rung, label=str(reading.indicator), dated=dated), reading)


def _survey_rungs(reading: Reading) -> Iterator[Found]:
    """The survey whose answers the reading was made of."""
    feed = surveys.feed_of(reading)
    if feed is None:
        return
    survey = feed.wave.survey
    said = _("%(wave)s: %(many)s people answered") % {"wave": feed.wave.name, "many": feed.many}
    dated = timezone.localdate(feed.created_at)
    yield _rung(survey, _("Survey"), value=said, source=feed.told, dated=dated)


def figure_words(indicator: Indicator, figure: Any, out_of: Any) -> str:
    """'237 people', '45 of 60 (75%)', '£1,200.00'."""
    if indicator.is_percentage and out_of:
        return _("%(count)s of %(all)s (%(share)s%%)") % {
            "count": f"{figure.normalize():f}",
            "all": f"{out_of.normalize():f}",
            "share": f"{figure / out_of * 100:.0f}",
        }
    if indicator.measured == "money":
        return POUNDS_AND_PENCE.write(figure)
    return f"{figure.normalize():,f} {indicator.unit}"


def _indicator_rung(indicator: Indicator) -> Found:
    if indicator.baseline is None:
        told = _("no baseline yet")
    else:
        told = _("baseline %(figure)s") % {
            "figure": figure_words(indicator, indicator.baseline, indicator.baseline_out_of)
        }
    source = "; ".join(filter(None, (indicator.definition.rstrip("."), indicator.baseline_source)))
    return _rung(indicator, _("Indicator"), value=told, source=source, dated=indicator.baseline_on)


def _read_rungs(reading: Reading) -> Iterator[Found]:
    """The reading, after the one that replaced it where it was revised."""
    newer = value.revision_of(reading)
    if newer is not None:
        words = _("The reading below was revised: %(figure)s now") % {
            "figure": figure_words(newer.indicator, newer.figure, newer.out_of)
        }
        href = newer.get_absolute_url() if newer.has_page else ""
        dated = timezone.localtime(newer.at).date()
        yield Found(Rung(_("Newer reading"), words, "", newer.reason or newer.source, dated, href), newer)
    yield _reading_rung(reading)
    yield from _survey_rungs(reading)


def _reading_rungs(reading: Reading) -> Iterator[Found]:
    yield from _read_rungs(reading)
    yield from _indicator_rungs(reading.indicator)


def _valued(**asked: Any) -> Iterable[ValueOutcome]:
    """Rows that rest on something, of maps that are not in the recycle bin."""
    found: Iterable[ValueOutcome] = ValueOutcome.objects.filter(
        value_map__removed_at=None, **asked
    ).select_related("value_map")
    return found


def _reading_above(reading: Reading) -> Iterator[Onward]:
    for row in _valued(reading=reading):
        yield Onward(row.kind, row.number, f"{row.value_map.label}: {row.title}", value.impact_words(row))


def _indicator_rungs(indicator: Indicator) -> Iterator[Found]:
    yield _indicator_rung(indicator)
    yield from _element_rungs(indicator.outcome)


def _indicator_parts(indicator: Indicator) -> Iterator[Onward]:
    readings = Reading.objects.filter(indicator=indicator, replaced_at=None).select_related("indicator")
    for reading in readings.order_by("-ends_on")[:24]:
        said = figure_words(indicator, reading.figure, reading.out_of)
        yield Onward(reading.kind, reading.number, date_format(reading.ends_on), said)


def _element_rungs(element: Element) -> Iterator[Found]:
    yield _rung(element, element.get_tier_display(), source=_groups_of(element), dated=_changed_on(element))
    if element.need_id:
        yield from _need_rungs(element.need)
    elif element.is_outcome:
        yield _missing(_("Need"), _("Not tied to a need yet: choose the need it answers"), "", element)


def _groups_of(element: Element) -> str:
    who = (
        _("the logic model, for %(group)s") % {"group": element.stakeholder} if element.stakeholder_id else ""
    )
    return who or _("the logic model")


def _element_parts(element: Element) -> Iterator[Onward]:
    for indicator in Indicator.objects.filter(outcome=element).order_by("number"):
        yield Onward(indicator.kind, indicator.number, indicator.label)


def _element_above(element: Element) -> Iterator[Onward]:
    for one in Benefit.objects.filter(outcome=element).select_related(*Benefit.LABEL_NEEDS):
        yield Onward(one.kind, one.number, one.label)
    for row in _valued(outcome=element):
        yield Onward(row.kind, row.number, f"{row.value_map.label}: {row.title}", value.impact_words(row))


# Benefits


def _benefit_rungs(benefit: Benefit) -> Iterator[Found]:
    account = benefits.Account(benefits.benefits().get(pk=benefit.pk), timezone.localdate())
    last = next((one for one in reversed(account.years) if one.realised is not None), None)
    said = _("For %(whom)s; %(worth)s") % {
        "whom": benefit.whom_words,
        "worth": benefit_figures.worth_in_words(benefit),
    }
    if last is not None and last.realised is not None:
        came = _("%(figure)s in %(year)s") % {
            "figure": benefit_figures.in_words(benefit, last.figure),
            "year": last.words,
        }
        dated = timezone.localtime(last.realised.at).date()
        yield _rung(benefit, _("Benefit, what came"), value=came, source=last.realised.source, dated=dated)
    forecast = account.forecast
    if forecast is None:
        yield _missing(
            _("Forecast"), _("No forecast yet: say what is expected"), "benefits:benefits", benefit
        )
    else:
        years = "; ".join(
            f"{one.words} {benefit_figures.in_words(benefit, one.forecast)}"
            for one in account.years
            if one.forecast is not None
        )
        dated = timezone.localtime(forecast.at).date()
        kind = _("Forecast, edition %(edition)s") % {"edition": forecast.edition}
        source = "; ".join(filter(None, (forecast.source, said)))
        yield Found(Rung(kind, benefit.label, years, source, dated, benefit.get_absolute_url()), benefit)
    if benefit.indicator_id:
        yield _indicator_rung(benefit.indicator)
    else:
        yield _missing(_("Indicator"), _("No indicator shows it yet: choose one"), "", benefit)
    yield from _element_rungs(benefit.outcome)


# Need and money


def _need_rungs(need: Need) -> Iterator[Found]:
    people = _("%(count)s people") % {"count": f"{need.people:,}"} if need.people else ""
    yield _rung(need, _("Need"), value=people, source=need.trigger, dated=_changed_on(need))
    shown = list(Evidence.objects.filter(need=need).order_by("-dated_on"))
    for one in shown:
        source = _("%(source)s, said by %(who)s") % {"source": one.source, "who": one.said_by}
        yield _rung(one, _("Evidence"), source=source, dated=one.dated_on)
    if not shown:
        yield _missing(
            _("Evidence"), _("No evidence yet: add what shows this need"), "need:evidence-add", need
        )


def _need_above(need: Need) -> Iterator[Onward]:
    for element in Element.objects.filter(need=need).order_by("number"):
        yield Onward(element.kind, element.number, element.label)


def _budget_rungs(line: BudgetLine) -> Iterator[Found]:
    money = _("%(spent)s spent of %(budget)s") % {
        "spent": POUNDS.write(line.spent),
        "budget": POUNDS.write(line.budget),
    }
    funder = _("funder: %(who)s") % {"who": line.funder_words} if line.funder_words else ""
    source = ", ".join(filter(None, (line.source, funder)))
    kind = _("Budget line, %(year)s") % {"year": line.year_words}
    yield _rung(line, kind, value=money, source=source, dated=line.spent_to or _changed_on(line))
    yield from _all_needs(line)


def _all_needs(line: BudgetLine) -> Iterator[Found]:
    """Money serves the whole partnership: it goes back to every need it answers."""
    needs = list(Need.objects.order_by("number")[:10])
    for need in needs:
        yield from _need_rungs(need)
    if not needs:
        yield _missing(_("Need"), _("No need written down yet: write the first"), "need:needs-add", line)


def _changed_on(record: Any) -> date | None:
    """The day the record was last saved."""
    newest = record.history.values_list("history_date", flat=True).first()
    return timezone.localtime(newest).date() if newest else None


Step = Callable[[Any], Iterator[Found]]
RUNGS: dict[str, Step] = {
    ValueMap.kind: _map_rungs,
    ValueOutcome.kind: _value_outcome_rungs,
    Reading.kind: _reading_rungs,
    Indicator.kind: _indicator_rungs,
    Element.kind: _element_rungs,
    Need.kind: _need_rungs,
    BudgetLine.kind: _budget_rungs,
    Benefit.kind: _benefit_rungs,
}
PARTS: dict[str, Callable[[Any], Iterator[Onward]]] = {
    ValueMap.kind: _map_parts,
    Indicator.kind: _indicator_parts,
    Element.kind: _element_parts,
}
ABOVE: dict[str, Callable[[Any], Iterator[Onward]]] = {
    ValueOutcome.kind: _value_outcome_above,
    Reading.kind: _reading_above,
    Element.kind: _element_above,
    Need.kind: _need_above,
}
# What is read with each of several readings that a quantity adds up
NEEDED_READING = (
    "reading__by",
    "reading__approved_by",
    "reading__indicator__outcome__need",
    "reading__indicator__outcome__stakeholder",
)
# What is read with a record, so that its trace does not ask one row at a time
NEEDED: dict[str, tuple[str, ...]] = {
    ValueOutcome.kind: (
        "value_map",
        "outcome__need",
        "outcome__stakeholder",
        "reading__by",
        "reading__approved_by",
        "reading__indicator__outcome__need",
        "reading__indicator__outcome__stakeholder",
    ),
    Reading.kind: ("by", "approved_by", "indicator__outcome__need", "indicator__outcome__stakeholder"),
    Indicator.kind: ("outcome__need", "outcome__stakeholder"),
    Element.kind: ("need", "stakeholder"),
    BudgetLine.kind: ("funder__organisation",),
    Benefit.kind: ("outcome__need", "outcome__stakeholder", "indicator", "body__organisation", "stakeholder"),
}
