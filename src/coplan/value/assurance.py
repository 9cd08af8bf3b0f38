"""The assurance pack: gathers a map with all it rests on, freezes it, and says what changed since."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from coplan.engines import sroi
from coplan.kit import frozen, history
from coplan.value import checks, files, material, queries
from coplan.value.checks.model import Facts
from coplan.value.fields import trimmed
from coplan.value.models import NUMBERS, AssurancePack, Part, Statement, ValueInput, ValueMap, ValueOutcome
from coplan.value.wording import SHORT, figure, setting_words

EDITION = 1
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def gather(value_map: ValueMap, slug: str, today: date) -> dict[str, Any]:
    """The whole record as plain data. Raises ValidationError where the map cannot be worked out."""
    rows = queries.rows_of(value_map)
    facts = checks.gather(rows, slug, today)
    if facts.answer is None:
        raise ValidationError(_("The map cannot be worked out yet, so there is nothing to assure."))
    return {
        "edition": EDITION,
        "engine_edition": queries.EDITION,
        "partnership": str(value_map.partnership),
        "as_of": today.isoformat(),
        "map": _map(value_map),
        "account": [
            {"part": part, "question": str(label), "text": facts.text(part)} for part, label in Part.choices
        ],
        "inputs": [_input(row) for row in rows.inputs],
        "outcomes": [_outcome(row, facts) for row in rows.every_outcome],
        "material": [_line(line) for line in material.lines(rows)],
        "says": [_say(say) for say in facts.says],
        "checks": [_principle(one) for one in checks.run(facts)],
        "scenarios": [
            {"name": row.name, "sets": setting_words(row.settings), "because": row.because}
            for row in rows.scenarios
        ],
        "results": _results(facts.answer),
        "engine_map": files.document_of(rows.engine_map),
        "history": list(_history(value_map, rows)),
    }


def _map(value_map: ValueMap) -> dict[str, Any]:
    return {
        "reference": value_map.reference,
        "title": value_map.title,
        "kind": value_map.get_sort_display(),
        "source": value_map.source,
        "source_url": value_map.source_url,
        "price_year": value_map.price_year,
        "discounting": str(value_map.get_discounting_display()),
        "discount_rate": trimmed(value_map.discount_rate),
        "first_year_discounted": value_map.first_year_discounted,
        "significant_from": trimmed(value_map.material_share),
        "forecast": value_map.forecast.label if value_map.forecast else "",
        "draws": value_map.draws,
        "seed": value_map.seed,
    }


def _input(row: ValueInput) -> dict[str, Any]:
    return {
        "number": row.number,
        "name": row.name,
        "stakeholder": str(row.stakeholder or ""),
        "amount": f"{row.amount:.2f}",
        "source": row.source,
    }


def _outcome(row: ValueOutcome, facts: Facts) -> dict[str, Any]:
    readings = facts.readings.get(row.pk, ())
    return {
        "number": row.number,
        "code": row.code,
        "title": row.title,
        "stakeholder": str(row.stakeholder or ""),
        "logic_model": row.outcome.label if row.outcome else "",
        "is_counted": row.is_counted,
        "numbers": [_number(row, name) for name in NUMBERS],
        "shape": row.get_shape_display(),
        "proxy": _proxy(row),
        "readings": [_reading(one) for one in readings],
        "impact": queries.impact_words(row),
    }


def _number(row: ValueOutcome, name: str) -> dict[str, Any]:
    told: dict[str, Any] = {"name": name, "label": str(SHORT[name])}
    for end in ("", "_low", "_high"):
        value = getattr(row, f"{name}{end}")
        told["value" if not end else end[1:]] = "" if value is None else figure(name, value)
    told["reason"] = row.proxy_name if name == "proxy" else getattr(row, f"{name}_reason")
    return told


def _proxy(row: ValueOutcome) -> dict[str, Any]:
    told = {"name": row.proxy_name, "source": row.proxy_source, "price_year": row.proxy_year, "uprating": ""}
    proxy = row.library_proxy
    if proxy is None:
        return told
    return {
        **told,
        "library": proxy.label,
        "licence": proxy.licence,
        "source_url": proxy.source_url,
        "uprating": uprating_words(row),
        "typed_over": row.is_typed_over,
    }


def uprating_words(row: ValueOutcome) -> str:
    """How the library's value became the row's, as it was when it was chosen."""
    if row.proxy_base is None or row.proxy_factor is None or row.uprated is None:
        return ""
    return _("%(base)s of %(from)s × %(units)s × %(factor)s = %(result)s in prices of %(to)s") % {
        "base": figure("proxy", row.proxy_base),
        "from": row.proxy_base_year,
        "units": trimmed(row.proxy_units),
        "factor": trimmed(row.proxy_factor),
        "result": figure("proxy", row.uprated),
        "to": row.proxy_price_year,
    }


def _reading(reading: Any) -> dict[str, Any]:
    return {
        "label": reading.label,
        "figure": f"{reading.figure.normalize():f}",
        "out_of": "" if reading.out_of is None else f"{reading.out_of.normalize():f}",
        "source": reading.source,
        "approved_on": reading.approved_at.date().isoformat() if reading.approved_at else "",
        "revised_since": reading.replaced_at is not None,
        "revision_reason": reading.reason,
    }


def _line(line: material.Line) -> dict[str, Any]:
    return {
        "outcome": f"{line.row.code} {line.row.title}",
        "share": line.share_words,
        "is_significant": line.is_significant,
        "relevant_because": line.grounds,
        "is_counted": line.row.is_counted,
        "reason": line.row.material_reason,
    }


def _say(say: Any) -> dict[str, Any]:
    return {
        "stakeholder": str(say.stakeholder),
        "how": say.get_how_display(),
        "asked_on": say.asked_on.isoformat(),
        "people": say.people,
        "said": say.said,
        "changed": say.changed,
        "source": say.source,
    }


def _principle(principle: checks.Principle) -> dict[str, Any]:
    return {
        "number": principle.number,
        "name": principle.name,
        "checks": [
            {
                "question": str(verdict.check.question),
                "state": verdict.state_words,
                "verdict": verdict.words,
                "findings": [
                    {
                        "found": one.found.words,
                        "reply": one.reply.text if one.reply is not None and one.is_answered else "",
                    }
                    for one in verdict.findings
                ],
            }
            for verdict in principle.verdicts
        ],
    }


def _results(answer: queries.Answer) -> dict[str, Any]:
    """At full precision; the page rounds."""
    result, spread = answer.result, answer.range
    return {
        "total_inputs": result.total_inputs,
        "impact": result.impact,
        "total_present_value": result.total_present_value,
        "net_present_value": result.net_present_value,
        "ratio": result.ratio,
        "payback_years": sroi.payback(result),
        "outcomes": [
            {"code": row.code, "impact": row.impact, "present_value": row.present_value}
            for row in result.outcomes
        ],
        "scenarios": [{"name": row.name, "ratio": row.ratio} for row in result.scenarios],
        "has_range": bool(spread.drivers),
        "p5": spread.p5,
        "p50": spread.p50,
        "p95": spread.p95,
        "probability_below_1": spread.probability_below_1,
        "together": {"ratio": answer.together.ratio, "way": answer.together.way},
    }


def _history(value_map: ValueMap, rows: queries.Rows) -> Iterator[dict[str, Any]]:
    """Who changed what, the newest first; a query or two for each kind of record."""
    groups: tuple[tuple[Any, list[Any]], ...] = (
        (ValueMap, [value_map]),
        (ValueInput, list(rows.inputs)),
        (ValueOutcome, list(rows.every_outcome)),
        (Statement, list(Statement.objects.filter(value_map=value_map))),
    )
    told = []
    for model, records in groups:
        names = {record.pk: record for record in records}
        found = history.entries_of_many(model, names, BEGINNING)
        told += [(entry, names[key]) for key, entries in found.items() for entry in entries]
    for entry, record in sorted(told, key=lambda one: one[0].at, reverse=True):
        yield {
            "at": timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M"),
            "who": entry.who,
            "what": f"{record} {entry.act}"[:200],
            "why": entry.why,
            "changes": [f"{one.field}: {one.old} → {one.new}"[:300] for one in entry.changes],
        }


def files_of(record: dict[str, Any], rows: queries.Rows, today: date) -> dict[str, bytes]:
    """Everything in the archive, by name. The page is made from the record and from nothing else."""
    # Its library takes a while to load, and only packs need it
    from coplan.value.workbook.writing import workbook_of  # noqa: PLC0415

    return {
        "record.json": frozen.canonical(record),
        "assurance.html": render_to_string("value/assurance/stored.html", {"record": record}).encode(),
        "map.json": frozen.canonical(record["engine_map"]),
        "map.xlsx": workbook_of(rows, today),
    }


def make(*, value_map: ValueMap, slug: str, today: date, note: str, by: Any) -> AssurancePack:
    """Gather once, make every file from that, and store all of it with one digest."""
    record = gather(value_map, slug, today)
    made_files = files_of(record, queries.rows_of(value_map), today)
    made = AssurancePack(
        partnership_id=value_map.partnership_id,
        value_map=value_map,
        title=value_map.title,
        record=record,
        digest=frozen.digest(made_files),
        note=note.strip(),
        made_by=by,
    )
    try:
        name = secrets.token_hex(16)
        made.page.save(f"{name}.html", ContentFile(made_files["assurance.html"]), save=False)
        made.archive.save(f"{name}.zip", ContentFile(frozen.archive(made_files)), save=False)
        with transaction.atomic():
            history.keep(made, by=by, why=made.note)
    except Exception:
        for stored in (made.page, made.archive):
            if stored:
                stored.storage.delete(stored.name)
        raise
    return made


def is_intact(pack: AssurancePack) -> bool:
    """Whether the stored archive is still the one that was made."""
    try:
        with pack.archive.open("rb") as file:
            return frozen.is_intact(file.read(), pack.digest)
    except OSError:
        return False


@dataclass(frozen=True)
class Changed:
    """One thing that reads differently from the pack."""

    what: str
    then: str
    now: str


COMPARED = ("map", "inputs", "outcomes", "account", "says", "scenarios", "material")


def changed_since(pack: AssurancePack, slug: str, today: date) -> list[Changed]:
    """What differs between the record as it was frozen and the map as it is."""
    try:
        now = gather(pack.value_map, slug, today)
    except ValidationError as error:
        return [Changed(_("The map"), _("could be worked out"), " ".join(error.messages))]
    then = pack.record
    found = [
        Changed(name, was, now_is)
        for name, was, now_is in _result_words(then.get("results", {}), now["results"])
        if was != now_is
    ]
    for part in COMPARED:
        found += _differences(part, then.get(part), now[part])
    return found


def _result_words(then: dict[str, Any], now: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for key, label in (
        ("ratio", _("Ratio")),
        ("total_inputs", _("Total inputs")),
        ("total_present_value", _("Total present value")),
    ):
        yield label, figure("proxy", then.get(key, 0)), figure("proxy", now[key])


def _differences(place: str, then: Any, now: Any) -> list[Changed]:
    """Down to the words that differ, each named by where it stands."""
    if then == now:
        return []
    if isinstance(then, dict) and isinstance(now, dict):
        keys = dict.fromkeys((*then, *now))
        return [
            one for key in keys for one in _differences(_below(place, key, now), then.get(key), now.get(key))
        ]
    if isinstance(then, list) and isinstance(now, list):
        first, second = _keyed(then), _keyed(now)
        keys = dict.fromkeys((*first, *second))
        return [
            one for key in keys for one in _differences(f"{place} {key}", first.get(key), second.get(key))
        ]
    return [Changed(place, _short(then), _short(now))]


def _below(place: str, key: str, now: Any) -> str:
    return f"{place}, {key.replace('_', ' ')}"


def _keyed(entries: list[Any]) -> dict[str, Any]:
    """Entries by what names them, so that an added row does not shift the others."""
    found: dict[str, Any] = {}
    for place, entry in enumerate(entries, 1):
        name = str(place)
        if isinstance(entry, dict):
            name = next(
                (
                    str(entry[key])
                    for key in ("code", "part", "number", "name", "label", "outcome")
                    if key in entry
                ),
                name,
            )
        found[name if name not in found else f"{name} ({place})"] = entry
    return found


def _short(value: Any) -> str:
    if value is None:
        return _("not there")
    if isinstance(value, dict):
        return str(value.get("title") or value.get("name") or value.get("said") or _("there"))[:200]
    return str(value)[:300]
