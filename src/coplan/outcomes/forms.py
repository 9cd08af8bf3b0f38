"""Forms that do more than their fields: elements, links, readings, and the reasons for changed figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.kit.forms import KitForm
from coplan.kit.register_forms import RecordForm
from coplan.outcomes import queries
from coplan.outcomes.models import OUTCOME_TIERS, Element, Indicator, Link, ReadingPart, Tier
from coplan.outcomes.part_fields import PartFields
from coplan.outcomes.parts import Asked, asked_of
from coplan.packs import pack


def national_outcomes() -> list[tuple[str, Any]]:
    """The national outcomes that hold today, to choose from."""
    held = pack().national_outcomes(timezone.localdate())
    return [("", gettext_lazy("None chosen yet")), *((one.code, one.name) for one in held)]


class ElementForm(RecordForm):
    """A box of the logic model; the national outcome is chosen from the national list."""

    national_outcome = forms.ChoiceField(
        label=gettext_lazy("National outcome it serves"),
        choices=national_outcomes,
        required=False,
        help_text=gettext_lazy("From the National Performance Framework. For outcomes only."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["national_outcome"]
        code = self.instance.national_outcome
        if code and code not in dict(field.choices):
            # Chosen from an edition that holds no longer
            field.choices = [*field.choices, (code, self.instance.get_national_outcome_display())]


class IndicatorForm(RecordForm):
    """An indicator measures an outcome or an output, never what goes in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["outcome"]
        field.queryset = field.queryset.filter(tier__in=(Tier.OUTPUT, *OUTCOME_TIERS)).order_by("number")


class FigureForm(RecordForm):
    """Base of readings and targets on their own page: a stored figure is replaced, never typed over."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk and set(self.changed_data) - {"why", "version"}:
            raise ValidationError(
                _(
                    "A figure that is stored is not typed over. Open it on its page, and revise it with a reason."
                )
            )
        return cleaned


class ReadingForm(PartFields, FigureForm):
    """A reading typed by itself, with its parts once the indicator is known, or a row of an imported file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            return
        indicator, asked = self._breakdowns()
        if indicator is not None and asked:
            own = list(self.fields)
            self.add_parts(indicator, asked)
            self.groups = [(_("The reading"), own), *self.part_groups()]

    def _breakdowns(self) -> tuple[Indicator | None, tuple[Asked, ...]]:
        """Looked up once a request: a file has many rows."""
        known = getattr(self.request, "_asked_by", None)
        if known is None:
            found = {str(one.pk): one for one in Indicator.objects.all()}
            known = self.request._asked_by = (found, asked_of(found.values()))  # type: ignore[attr-defined]
        chosen = self.data.get(self.add_prefix("indicator")) if self.is_bound else self.instance.indicator_id
        indicator = known[0].get(str(chosen or ""))
        return indicator, known[1].get(indicator.pk, ()) if indicator is not None else ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        indicator = cleaned.get("indicator")
        if self.asked and indicator is not None:
            self.check_parts(indicator)
            self.instance.typed_parts = self.typed_parts
        return cleaned

    def clean_starts_on(self) -> Any:
        starts_on = self.cleaned_data["starts_on"]
        if starts_on and starts_on > timezone.localdate():
            raise ValidationError(_("This period has not begun yet. Enter its reading once it has."))
        return starts_on


class ReviseTargetForm(KitForm):
    """The new figure of a target and why it changed."""

    value = forms.DecimalField(label=gettext_lazy("New target"), max_digits=16, decimal_places=4)
    reason = forms.CharField(
        label=gettext_lazy("Why it is revised"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The old target stays in sight with this reason beside it."),
    )


class CorrectReadingForm(PartFields, KitForm):
    """The right figure of a reading, with its parts, and why the old one was wrong."""

    figure = forms.DecimalField(label=gettext_lazy("Right figure"), max_digits=16, decimal_places=4)
    out_of = forms.DecimalField(
        label=gettext_lazy("Out of"), max_digits=16, decimal_places=4, required=False, min_value=0
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=250)
    reason = forms.CharField(
        label=gettext_lazy("Why it is corrected"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The old figure stays in sight with this reason beside it."),
    )

    def __init__(
        self,
        *args: Any,
        indicator: Indicator,
        asked: Iterable[Asked] = (),
        known: Iterable[ReadingPart] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        self.add_parts(indicator, asked, {one.group_id: one for one in known})
        if self.asked:
            own = ["figure", "out_of"], ["source", "reason"]
            self.groups = [
                (_("Right figure"), own[0]),
                *self.part_groups(),
                (_("Where from, and why"), own[1]),
            ]
        if indicator.is_percentage:
            self.fields["figure"].label = _("Right count")
            self.fields["out_of"].required = True
        else:
            del self.fields["out_of"]

    def clean(self) -> dict[str, Any]:
        self.check_parts(self.indicator)
        return self.cleaned_data

    @property
    def answer(self) -> dict[str, Any]:
        """What the service takes."""
        names = ("figure", "out_of", "source", "reason")
        given = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return {**given, "parts": self.typed_parts}


class LinkRow(KitForm):
    """One candidate: whether it is linked, and why."""

    linked = forms.BooleanField(label=gettext_lazy("Linked"), required=False)
    because = forms.CharField(label=gettext_lazy("Because"), max_length=300, required=False)

    def __init__(self, *args: Any, other: Element, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.other = other


class LinksForm:
    """Both sides of an element as two lists of candidates; those that would run in a circle are left out."""

    def __init__(self, element: Element, data: Any = None) -> None:
        self.element = element
        links = list(queries.live_links())
        pairs = [(one.source_id, one.target_id) for one in links]
        others = queries.in_columns(one for one in queries.elements() if one.pk != element.pk)
        onward = {one.target_id: one for one in links if one.source_id == element.pk}
        under = {one.source_id: one for one in links if one.target_id == element.pk}
        self.leads_to = [
            self._row("to", other, onward.get(other.pk), data)
            for other in others
            if queries.may_lead(element, other, pairs)
        ]
        self.rests_on = [
            self._row("from", other, under.get(other.pk), data)
            for other in reversed(others)
            if queries.may_lead(other, element, pairs)
        ]

    def _row(self, side: str, other: Element, link: Link | None, data: Any) -> LinkRow:
        initial = {"linked": link is not None, "because": link.because if link is not None else ""}
        return LinkRow(data, prefix=f"{side}-{other.number}", initial=initial, other=other)

    @property
    def rows(self) -> Iterator[LinkRow]:
        yield from self.leads_to
        yield from self.rests_on

    def is_valid(self) -> bool:
        # Every row is checked, so that every fault is told at once
        checked = [row.is_valid() for row in self.rows]
        return all(checked)

    @property
    def columns(self) -> list[tuple[Any, Any, list[LinkRow]]]:
        """The two lists with their headings and what to say where one is empty."""
        return [
            (
                _("What it leads to"),
                _("Nothing stands further on yet. Add what should follow from it."),
                self.leads_to,
            ),
            (
                _("What it rests on"),
                _("Nothing stands before it yet. Add what brings it about."),
                self.rests_on,
            ),
        ]

    @staticmethod
    def chosen(rows: Iterable[LinkRow]) -> dict[Element, str]:
        """The ticked candidates, each with its 'because'."""
        return {row.other: row.cleaned_data["because"] for row in rows if row.cleaned_data["linked"]}


class FocusForm(KitForm):
    """Which box to follow through the logic model."""

    focus = forms.ChoiceField(label=gettext_lazy("Follow one part"), required=False)

    def __init__(self, found: list[Element], focus: str) -> None:
        super().__init__(initial={"focus": focus})
        by_tier = [
            (tier.label, [(str(one.number), one.title) for one in found if one.tier == tier]) for tier in Tier
        ]
        field: Any = self.fields["focus"]
        field.choices = [("", _("The whole model")), *((label, parts) for label, parts in by_tier if parts)]
