"""What a form says when something is wrong: the field by name, and what to do about it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _


def in_a_sentence(label: str) -> str:
    """A label as it reads inside a sentence: 'Risk title' -> 'risk title', 'URL' stays."""
    label = label.strip().rstrip(":")
    return label if label[1:2].isupper() or label[1:2].isdigit() else label[:1].lower() + label[1:]


def with_article(label: str) -> str:
    """'Risk title' -> 'a risk title', 'Owner' -> 'an owner', 'Notes' -> 'notes'."""
    words = in_a_sentence(label)
    first = words.split(" ")[0]
    if first in {"the", "your", "our", "this", "who", "what", "when", "why", "how", "a", "an"}:
        return words
    if " of " in words:
        return _("the %(thing)s") % {"thing": words}
    if words.endswith("s") and not words.endswith(("ss", "us", "is")):
        return words
    form = _("an %(thing)s") if words[:1] in "aeioAEIO" else _("a %(thing)s")
    return form % {"thing": words}


def _asked(label: str, kind: str, several: bool) -> str:
    """The sentence for a field left empty."""
    plain = label.strip().rstrip(":")
    if several:
        return _("Select at least one answer to “%(label)s”") % {"label": plain}
    if kind == "checkbox":
        return _("Tick “%(label)s” to go on") % {"label": plain}
    if plain.endswith("?"):
        return _("Answer “%(label)s”") % {"label": plain}
    if kind == "select":
        return _("Choose %(thing)s") % {"thing": with_article(plain)}
    if kind == "choices":
        return _("Select %(thing)s") % {"thing": with_article(plain)}
    if kind == "file":
        return _("Choose a file for “%(label)s”") % {"label": plain}
    return _("Enter %(thing)s") % {"thing": with_article(plain)}


def _unreadable(field: forms.Field, label: str) -> str | None:
    """The sentence for something typed that cannot be read as this kind of field."""
    if isinstance(field, forms.DateTimeField):
        return _("%(label)s must be a real date and time, like 3 March 2027 14:30") % {"label": label}
    if isinstance(field, forms.DateField):
        return _("%(label)s must be a real date, like 3 March 2027") % {"label": label}
    if isinstance(field, forms.TimeField):
        return _("%(label)s must be a time, like 14:30") % {"label": label}
    if isinstance(field, forms.DecimalField | forms.FloatField):
        return _("%(label)s must be a number, like 12.5") % {"label": label}
    if isinstance(field, forms.IntegerField):
        return _("%(label)s must be a whole number, like 12") % {"label": label}
    return None


def _limits(label: str) -> dict[str, str]:
    # The limits themselves are filled in by Django, hence the doubled signs
    named = {"label": label.replace("%", "%%")}
    return {
        "max_value": _("%(label)s must be %%(limit_value)s or less") % named,
        "min_value": _("%(label)s must be %%(limit_value)s or more") % named,
        "max_length": _("%(label)s must be %%(limit_value)s characters or fewer; it has %%(show_value)s")
        % named,
        "min_length": _("%(label)s must be %%(limit_value)s characters or more; it has %%(show_value)s")
        % named,
    }


def say_what_to_do(field: forms.Field, label: str, kind: str) -> None:
    """Put our words in place of Django's, leaving alone those a form wrote for itself."""
    label = label.strip().rstrip(":")
    words = {**_limits(label), "required": _asked(label, kind, _takes_several(field))}
    unreadable = _unreadable(field, label)
    if unreadable:
        words["invalid"] = unreadable
    if isinstance(field, forms.EmailField):
        words["invalid"] = _("Enter an e-mail address in the right form, like name@example.org")
    if isinstance(field, forms.URLField):
        words["invalid"] = _("Enter a web address in the right form, like https://www.example.org")
    standard = _standard_messages(type(field))
    for code, message in words.items():
        if code not in field.error_messages or field.error_messages[code] == standard.get(code):
            field.error_messages[code] = message


def _takes_several(field: forms.Field) -> bool:
    return isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)


def _standard_messages(kind: type[forms.Field]) -> dict[str, object]:
    messages: dict[str, object] = {}
    for base in reversed(kind.__mro__):
        messages.update(getattr(base, "default_error_messages", {}))
    return messages
