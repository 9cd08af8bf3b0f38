"""The evaluator's own report: frozen with the findings and the figures as they were on that day."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _

from coplan.evaluation.models import Finding, Report
from coplan.evidence import queries as evidence
from coplan.evidence import services as evidence_services
from coplan.evidence.models import Item, Use
from coplan.kit import frozen, history
from coplan.kit.attachments.types import OFFICE, PDF, NotKept, type_of
from coplan.kit.pdf import style_sheet, tagged
from coplan.outcomes.models import Reading

WORD = next(kind for kind, endings in OFFICE.items() if endings == (".docx",))
UPLOADED = {PDF.media_type: ".pdf", WORD: ".docx"}


def kind_of_upload(upload: Any) -> str:
    """The media type of a PDF or Word file; anything else is refused in a sentence."""
    try:
        found = type_of(upload)
    except NotKept as fault:
        raise ValidationError(str(fault)) from fault
    if found.media_type not in UPLOADED:
        raise ValidationError(_("A report is a PDF or a Word file (.docx). Save it as one of these."))
    return found.media_type


def gather(findings: list[Finding], today: date) -> dict[str, Any]:
    """What the findings say, and every reading in force of the indicators they rest on, with its value today."""
    indicators = {
        ground.indicator_id: ground.indicator
        for finding in findings
        for ground in finding.live_grounds  # type: ignore[attr-defined]
        if ground.indicator_id
    }
    return {
        "on": today.isoformat(),
        "findings": [_finding(one, today) for one in findings],
        "figures": figures_of(indicators),
    }


def _finding(finding: Any, today: date) -> dict[str, Any]:
    return {
        "reference": finding.reference,
        "number": finding.number,
        "title": finding.title,
        "text": finding.text,
        "strength": str(finding.get_strength_display()),
        "recommendation": finding.recommendation,
        "question": finding.question.title if finding.question else "",
        "indicators": [str(one.indicator) for one in finding.live_grounds if one.indicator_id],
        "evidence": evidence.told_outside(
            [one.item_id for one in finding.live_grounds if one.item_id], today
        ),
    }


def figures_of(indicators: dict[int, Any]) -> list[dict[str, Any]]:
    """The readings in force of these indicators, as they stand."""
    found = Reading.objects.filter(indicator__in=list(indicators), replaced_at=None)
    rows = []
    for reading in found.order_by("indicator__number", "ends_on", "number"):
        indicator = reading.indicator = indicators[reading.indicator_id]
        rows.append(
            {
                "reading": reading.number,
                "indicator": indicator.name,
                "unit": indicator.unit,
                "period": str(reading.period),
                "starts_on": reading.starts_on.isoformat(),
                "ends_on": reading.ends_on.isoformat(),
                "figure": f"{reading.figure.normalize():f}",
                "out_of": f"{reading.out_of.normalize():f}" if reading.out_of is not None else "",
                "value": _value(reading),
                "source": reading.source,
            }
        )
    return rows


def _value(reading: Reading) -> str:
    value = reading.value
    return "" if value is None else f"{round(value, 2).normalize():f}"


def freeze(
    *,
    partnership: Any,
    title: str,
    summary: str,
    findings: list[Finding],
    upload: Any,
    today: date,
    by: Any,
) -> Report:
    """Store the report for good: the evaluator's file, or one made from the findings."""
    if not findings and upload is None:
        raise ValidationError(_("Choose findings, or a file of your own."))
    gathered = gather(findings, today)
    made = Report(
        partnership=partnership,
        title=title,
        summary=summary,
        gathered=gathered,
        is_composed=upload is None,
        by=by,
    )
    content = _content(made, upload)
    made.digest = digest_of(gathered, content)
    _store(made, content, findings, by)
    return made


def _content(made: Report, upload: Any) -> bytes:
    stem = slugify(made.title)[:100] or "report"
    if upload is None:
        made.media_type, made.file_name = PDF.media_type, f"{stem}.pdf"
        return _pdf(made)
    made.media_type = kind_of_upload(upload)
    made.file_name = f"{stem}{UPLOADED[made.media_type]}"
    upload.seek(0)
    return bytes(upload.read())


def _pdf(made: Report) -> bytes:
    # Our own style sheet, not anybody's input
    style = mark_safe(style_sheet("evaluation/report.css"))  # noqa: S308
    page = render_to_string("evaluation/report_file.html", {"report": made, "style": style})
    return tagged(page, data=False)


def digest_of(gathered: dict[str, Any], content: bytes) -> str:
    """SHA-256 of two SHA-256s, one line each as `sha256sum` writes them: the record, then the file."""
    parts = (("json", frozen.canonical(gathered)), ("file", content))
    return sha256(
        "".join(f"{sha256(one).hexdigest()}  report.{name}\n" for name, one in parts).encode()
    ).hexdigest()


def _store(made: Report, content: bytes, findings: list[Finding], by: Any) -> None:
    try:
        made.file.save(
            f"{secrets.token_hex(16)}{Path(made.file_name).suffix}", ContentFile(content), save=False
        )
        with transaction.atomic():
            history.keep(made, by=by)
            _note_departures(made, findings, by)
    except Exception:
        if made.file:
            made.file.storage.delete(made.file.name)
        raise


def _note_departures(made: Report, findings: list[Finding], by: Any) -> None:
    told = {
        one["number"] for finding in made.gathered["findings"] for one in finding["evidence"] if one["told"]
    }
    evidence_services.went_out(
        items=Item.objects.filter(number__in=told),
        use=Use.REPORTS,
        left_in=f"{made.reference} {made.title}",
        to_whom=_("Whoever reads the report"),
        in_kind=made.kind,
        in_number=made.number,
        by=by,
    )


def is_intact(report: Report) -> bool:
    """Whether the stored file and record are still those that were frozen."""
    try:
        with report.file.open("rb") as file:
            content = bytes(file.read())
    except (OSError, ValueError):
        return False
    return secrets.compare_digest(digest_of(report.gathered, content), report.digest)


@dataclass(frozen=True)
class ChangedFigure:
    """A figure the report used that reads differently today; the report keeps the old one."""

    indicator: str
    period: str
    then: str
    now: str
    why: str
    reading: Reading | None


def changed_since(report: Report) -> list[ChangedFigure]:
    """Readings the report used that were corrected or removed since; two queries."""
    used = {one["reading"]: one for one in report.gathered.get("figures", [])}
    if not used:
        return []
    stored = list(Reading.every.filter(number__in=used).values("pk", "number", "indicator_id", "removed_at"))
    indicators = {one["indicator_id"] for one in stored}
    later = {
        one.replaces_id: one
        for one in Reading.every.filter(indicator__in=indicators, replaces__isnull=False).select_related(
            "indicator"
        )
    }
    changed = (_changed(one, used[one["number"]], later) for one in stored)
    return [one for one in changed if one is not None]


def _changed(stored: dict[str, Any], then: dict[str, Any], later: dict[int, Reading]) -> ChangedFigure | None:
    now, key = None, stored["pk"]
    while key in later:
        now = later[key]
        key = now.pk
    if now is not None and now.removed_at is None:
        return ChangedFigure(then["indicator"], then["period"], then["value"], _value(now), now.reason, now)
    if now is not None or stored["removed_at"]:
        return ChangedFigure(then["indicator"], then["period"], then["value"], _("removed"), "", None)
    return None
