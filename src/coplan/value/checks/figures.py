"""Has every number its source and its reason, is only what matters counted, is nothing over-claimed?"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.value import material, uprating
from coplan.value.checks.model import Check, Facts, Found
from coplan.value.models import How, Part, ValueOutcome
from coplan.value.queries import without_range, without_reason
from coplan.value.wording import SHORT


def _named(row: ValueOutcome) -> str:
    return f"{row.code} {row.title}"


def proxies_without_source(facts: Facts) -> Iterator[Found]:
    for row in facts.rows.outcomes:
        missing = [
            words
            for words, there in (
                (_("what it is"), row.proxy_name),
                (_("its source"), row.proxy_source),
                (_("its price year"), row.proxy_year),
            )
            if not there
        ]
        if missing:
            words = _("The proxy of %(row)s lacks %(what)s.") % {
                "row": _named(row),
                "what": ", ".join(missing),
            }
            yield Found(f"row {row.number}", words, facts.about(row, "proxy_name"))


def prices_of_other_years(facts: Facts) -> Iterator[Found]:
    target = uprating.year_in(facts.rows.value_map.price_year)
    for row in facts.rows.outcomes:
        year = uprating.year_in(row.proxy_year)
        if target is not None and year is not None and year != target:
            words = _("%(row)s is in the prices of %(year)s, the map in those of %(target)s.") % {
                "row": _named(row), "year": row.proxy_year, "target": facts.rows.value_map.price_year,
            }  # fmt: skip
            yield Found(f"row {row.number}", words, facts.about(row, "proxy"))
        elif row.is_typed_over:
            words = _("The proxy of %(row)s was typed over after it came from the library.") % {
                "row": _named(row)
            }
            yield Found(f"over {row.number}", words, facts.about(row, "proxy"))
        elif uprating.is_old(row.proxy_base_year, seen_from=target or facts.today.year):
            words = _("The proxy of %(row)s is of %(year)s: uprated by prices, but more than five years old.") % {
                "row": _named(row), "year": row.proxy_base_year,
            }  # fmt: skip
            yield Found(f"old {row.number}", words, facts.about(row))


def no_price_year(facts: Facts) -> Iterator[Found]:
    value_map = facts.rows.value_map
    if not value_map.price_year:
        yield Found(
            "",
            _("The map does not say in the prices of which year it is."),
            ((value_map.label, facts.urls["edit"]),),
        )


def not_screened(facts: Facts) -> Iterator[Found]:
    for line in material.lines(facts.rows):
        if words := line.doubt:
            yield Found(f"row {line.row.number}", words, ((_named(line.row), facts.urls["material"]),))


def nothing_taken_off(facts: Facts) -> Iterator[Found]:
    for row in facts.rows.outcomes:
        bare = [
            str(SHORT[name])
            for name in ("deadweight", "attribution", "displacement")
            if not getattr(row, name) and not getattr(row, f"{name}_reason")
        ]
        if row.duration_years > 1 and not row.drop_off and not row.drop_off_reason:
            bare.append(str(SHORT["drop_off"]))
        if bare:
            words = _("%(row)s takes nothing off, without a reason: %(what)s.") % {
                "row": _named(row), "what": ", ".join(bare),
            }  # fmt: skip
            yield Found(f"row {row.number}", words, facts.about(row, "deadweight"))


def no_ranges(facts: Facts) -> Iterator[Found]:
    for row in facts.rows.outcomes:
        if len(without_range(row)) == 7:
            words = _("No number of %(row)s has a low and a high, as if all were certain.") % {
                "row": _named(row)
            }
            yield Found(f"row {row.number}", words, facts.about(row, "quantity_low"))


def without_words(facts: Facts) -> Iterator[Found]:
    for row in facts.rows.outcomes:
        silent = [str(SHORT[name]) for name in without_reason(row) if name != "proxy"]
        if silent:
            words = _("%(row)s gives no reason for: %(what)s.") % {
                "row": _named(row),
                "what": ", ".join(silent),
            }
            yield Found(f"row {row.number}", words, facts.about(row, "quantity_reason"))


def inputs_without_source(facts: Facts) -> Iterator[Found]:
    for row in facts.rows.inputs:
        if not row.source:
            words = _("The input %(row)s has no source.") % {"row": row}
            yield Found(f"input {row.number}", words, ((str(row), row.get_absolute_url()),))
    if not facts.rows.value_map.source:
        words = _("The map does not say where its figures come from.")
        yield Found("map", words, ((facts.rows.value_map.label, facts.urls["edit"]),))


def quantities_not_read(facts: Facts) -> Iterator[Found]:
    """A forecast needs a reason, an evaluative map an approved reading."""
    for row in facts.rows.outcomes:
        readings = facts.readings[row.pk]
        if not facts.rows.value_map.is_evaluative:
            continue
        if not readings:
            words = _("The quantity of %(row)s was typed and rests on no reading.") % {"row": _named(row)}
            yield Found(f"typed {row.number}", words, facts.about(row, "reading"))
        elif not all(reading.is_approved for reading in readings):
            words = _("The quantity of %(row)s rests on a reading that nobody has approved.") % {
                "row": _named(row)
            }
            links = tuple((one.label, one.get_absolute_url()) for one in readings if not one.is_approved)
            yield Found(f"unapproved {row.number}", words, (*facts.about(row), *links[:3]))


def revised_since(facts: Facts) -> Iterator[Found]:
    for row in facts.rows.outcomes:
        readings = facts.readings[row.pk]
        if any(reading.replaced_at is not None for reading in readings):
            words = _("A reading behind %(row)s was revised; the map still says %(quantity)s.") % {
                "row": _named(row), "quantity": f"{row.quantity.normalize():f}",
            }  # fmt: skip
            yield Found(f"row {row.number}", words, facts.about(row))
        elif len(readings) > 1 and sum(one.figure for one in readings) != row.quantity:
            words = _("The quantity of %(row)s is no longer the sum of its readings.") % {"row": _named(row)}
            yield Found(f"sum {row.number}", words, facts.about(row))


def not_verified(facts: Facts) -> Iterator[Found]:
    if not facts.text(Part.VERIFICATION):
        yield Found("words", _("Nobody has written who checks the result."), facts.step(6))
    if not facts.packs:
        words = _("No assurance pack was made for an independent reviewer.")
        yield Found("pack", words, ((_("Assurance packs"), facts.urls["assurance"]),))


def not_taken_back(facts: Facts) -> Iterator[Found]:
    if not any(say.how == How.READ for say in facts.says):
        words = _("It is not recorded that people it happens to have read and corrected the result.")
        yield Found("", words, ((_("Record how they had a say"), facts.urls["say"]),))


def impossible(facts: Facts) -> Iterator[Found]:
    if facts.answer is None:
        words = _("The map cannot be worked out yet.")
        yield Found("", words, ((facts.rows.value_map.label, facts.rows.value_map.get_absolute_url()),))


def _check(code: str, principle: str, question: object, content: object, find: object) -> Check:
    return Check(code, principle, question, content, find)  # type: ignore[arg-type]


FIGURES = (
    _check("proxy-source", "value", gettext_lazy("Does every proxy say what it is, from where and of which year?"),
           gettext_lazy("Every proxy has a name, a source and a price year."), proxies_without_source),
    _check("price-year", "value", gettext_lazy("Does the map say its price year?"),
           gettext_lazy("The map says its price year."), no_price_year),
    _check("prices", "value", gettext_lazy("Are all proxies in the map's prices, and not too old?"),
           gettext_lazy("No proxy is of another year, typed over or over five years old."), prices_of_other_years),
    _check("screened", "material", gettext_lazy("Was each outcome screened: is it relevant, is it significant?"),
           gettext_lazy("Each outcome was screened, and what is counted or left out follows from it."), not_screened),
    _check("taken-off", "over-claim", gettext_lazy("Is it said of every row what would have happened anyway?"),
           gettext_lazy("Every adjustment of 0 has its reason."), nothing_taken_off),
    _check("ranges", "over-claim", gettext_lazy("Does every row say how sure its numbers are?"),
           gettext_lazy("Every row has a range."), no_ranges),
    _check("reasons", "transparent", gettext_lazy("Has every number a reason?"),
           gettext_lazy("Every quantity, adjustment and duration has its reason."), without_words),
    _check("sources", "transparent", gettext_lazy("Has every input, and the map, a source?"),
           gettext_lazy("Every input and the map itself have a source."), inputs_without_source),
    _check("readings", "transparent", gettext_lazy("Does every quantity of an evaluation rest on an approved reading?"),
           gettext_lazy("Every quantity rests on approved readings, or this is a forecast."), quantities_not_read),
    _check("calculated", "verify", gettext_lazy("Can it be worked out?"),
           gettext_lazy("It can be worked out, and anybody can work it out again."), impossible),
    _check("revised", "verify", gettext_lazy("Is it up to date with its readings?"),
           gettext_lazy("No reading behind it was revised since."), revised_since),
    _check("taken-back", "verify", gettext_lazy("Have the people it happens to read the result?"),
           gettext_lazy("It was taken back to people it happens to."), not_taken_back),
    _check("verified", "verify", gettext_lazy("Can somebody independent check it?"),
           gettext_lazy("It is written who checks it, and a frozen pack was made for them."), not_verified),
)  # fmt: skip
