"""Forms that do more than their fields."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.evidence import services
from coplan.evidence.models import OUTWARD, Consent, Item
from coplan.kit import attachments
from coplan.kit.attachments.types import NotKept, type_of
from coplan.kit.forms import KitForm
from coplan.kit.register_forms import RecordForm
from coplan.outcomes.models import OUTCOME_TIERS, Element, Indicator

TAGS = ("outcomes", "indicators")


class ItemForm(RecordForm):
    """An item, what it bears on and, when it is added, its first file."""

    file = forms.FileField(label=gettext_lazy("Photo or file"), required=False)

    def __init__(self, data: Any = None, *, instance: Item, request: HttpRequest, **kwargs: Any):
        files = request.FILES if data is not None else None
        super().__init__(data, files=files, instance=instance, request=request, **kwargs)
        self.fields["file"].help_text = attachments.rule()
        if instance.pk is not None:
            # Its page has a place for more files
            del self.fields["file"]
        known = list(instance.tags.filter(removed_at=None)) if instance.pk else []
        for name, label, found in (
            ("outcomes", _("Outcomes it bears on"), Element.objects.filter(tier__in=OUTCOME_TIERS)),
            ("indicators", _("Indicators it bears on"), Indicator.objects.order_by("number")),
        ):
            attribute = "element_id" if name == "outcomes" else "indicator_id"
            self.fields[name] = forms.ModelMultipleChoiceField(
                found, label=label, required=False, widget=forms.CheckboxSelectMultiple
            )
            self.initial[name] = [key for one in known if (key := getattr(one, attribute))]
        if instance.pk is None:
            asked = request.GET.get("outcome", "")
            if asked.isdecimal() and len(asked) < 10:
                self.initial["outcomes"] = list(
                    Element.objects.filter(number=int(asked)).values_list("pk", flat=True)
                )

    @property
    def record_fields(self) -> Any:
        return (name for name in super().record_fields if name not in {*TAGS, "file"})

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload is not None:
            try:
                type_of(upload)
            except NotKept as fault:
                raise ValidationError(str(fault)) from fault
        return upload

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit)
        by = self.request.user
        services.tag(
            item=saved,
            elements=self.cleaned_data["outcomes"],
            indicators=self.cleaned_data["indicators"],
            by=by,
        )
        upload = self.cleaned_data.get("file")
        if upload is not None:
            fault = attachments.add(saved, upload, by=by)
            if fault:
                raise ValidationError(fault)
        return saved


class ConsentForm(RecordForm):
    """A consent; for somebody who is spoken for, it asks who decided."""

    def __init__(self, data: Any = None, *, instance: Consent, request: HttpRequest, **kwargs: Any):
        super().__init__(data, instance=instance, request=request, **kwargs)
        item = instance.item if instance.item_id else None
        if item is not None and "item" in self.fields:
            if item.is_spoken_for:
                self.fields["capacity"].required = True
            else:
                self.fields["capacity"].help_text = _(
                    "Only where somebody else decided for the person: who, and on what grounds."
                )


class WithdrawForm(KitForm):
    """A reason may be given."""

    reason = forms.CharField(
        label=gettext_lazy("Why (nobody has to say)"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class EraseForm(KitForm):
    """The word that cannot be pressed by mistake."""

    sure = forms.BooleanField(
        label=gettext_lazy("Wipe it for good: words, files, and every earlier version"),
        error_messages={"required": gettext_lazy("Tick to say that it shall be wiped for good.")},
    )


class PackForm(KitForm):
    """What the pack is called, for whom and for which use; the items are chosen below."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    to_whom = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=200,
        help_text=gettext_lazy("Who will have it. You will ask them if somebody withdraws consent."),
    )

    def __init__(self, *args: Any, items: list[Item], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["items"] = forms.MultipleChoiceField(
            label=_("Evidence"),
            choices=[(str(item.number), item.label) for item in items],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one piece of evidence.")},
        )


class UseForm(KitForm):
    """Which use the pack is for; it decides what can be chosen."""

    use = forms.ChoiceField(
        label=gettext_lazy("What is it for?"),
        choices=[(use.value, use.label) for use in OUTWARD],
        widget=forms.RadioSelect,
    )
