"""Pages of results: what the answers come to, each sheet of answers, the file, and the reading made of them."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from coplan.engines.surveys import Mean, Unsaid, hidden_groups
from coplan.kit.access import allowed, recheck, requires
from coplan.kit.forms import KitForm, readable
from coplan.kit.models import queue
from coplan.kit.shell import say
from coplan.outcomes import queries as outcomes
from coplan.surveys import drawing, feeds, intake, queries, results, sheets
from coplan.surveys.actions import CHANGE_SURVEYS, SEE_ANSWERS, SEE_SURVEYS, TIDY_ANSWERS
from coplan.surveys.asks import Ask, asks_of
from coplan.surveys.builder_views import survey_of, trail_to, wave_of
from coplan.surveys.forms import DeleteForm
from coplan.surveys.models import Answer, Feed, Statistic, Survey, Wave
from coplan.surveys.results import Finding, GroupLine, Results, signed

SHEETS_A_PAGE = 25


def shown_waves(request: HttpRequest, found: Results) -> list[Wave]:
    """The rounds whose results may be looked at.

    While a round is open each look could be taken from the last, which would give away the newest answer;
    so those who may not see single answers wait until it has closed.
    """
    if allowed(request, SEE_ANSWERS, found.survey):
        return [one.wave for one in found.rounds if one.many]
    return [one.wave for one in found.rounds if one.many and one.state == "over"]


@requires(SEE_SURVEYS)
@require_GET
def show(request: HttpRequest, number: int) -> HttpResponse:
    """What the answers come to, question by question."""
    survey = survey_of(request, number)
    today: date = request.standing.today  # type: ignore[attr-defined]
    found = results.load(survey, today)
    waves = shown_waves(request, found)
    by = next((one for one in found.grouping if one.key == request.GET.get("by")), None)
    said = results.findings(found, waves, by)
    context = {
        "survey": survey,
        "rounds": found.rounds,
        "waves": waves,
        "waiting": [one for one in found.rounds if one.many and one.wave not in waves],
        "paired": [(one, found.paired(one)) for one in waves if found.before and one != found.before],
        "said": [(one, picture_of(one), lines_of(one), _note(found, one)) for one in said],
        "grouping": _tabs(survey, found, by),
        "by": by,
        "feeds": queries.feeds_of(survey),
        "may_see_answers": allowed(request, SEE_ANSWERS, survey),
        "may_feed": allowed(request, CHANGE_SURVEYS, survey) and bool(waves),
        "trail": trail_to(survey),
    }
    return render(request, "surveys/results.html", context)


def _tabs(survey: Survey, found: Results, by: Ask | None) -> list[tuple[str, str, bool]]:
    """Everybody, or one of the questions that put people in groups."""
    here = reverse("surveys:results", args=[survey.owner_slug, survey.number])
    tabs = [(_("Everybody"), here, by is None)]
    return tabs + [(one.text, f"{here}?by={one.key}", one == by) for one in found.grouping]


def _note(found: Results, one: Finding) -> str:
    """How a measure is to be reported, below the last that is said of it."""
    measure = one.asked.measure
    mine = [each.key for each in found.figures if each.measure == measure]
    return measure.note if measure is not None and mine[-1] == one.key else ""


def picture_of(one: Finding) -> Any:
    """The bars of one question; None where its answers are not counted one by one."""
    shown = [part for part in one.parts if part.shown and part.counts]
    if not shown:
        return None
    values = sorted({value for part in shown for value in part.counts})
    asked = one.asked
    names = tuple(asked.label_of(value) if isinstance(asked, Ask) else str(value) for value in values)
    rounds = tuple(
        (part.wave.name, part.many, tuple(part.counts.get(value, 0) for value in values)) for part in shown
    )
    return drawing.spread(drawing.Spread(asked.text, names, rounds))


def lines_of(one: Finding) -> list[dict[str, Any]]:
    """The figures of each round in words, beside the picture."""
    return [
        {
            "name": part.wave.name,
            "many": part.many,
            "mean": mean_in_words(part.mean),
            "bands": [(name, drawing.written(count, part.many)) for name, count in part.bands],
            "shown": part.shown,
        }
        for part in one.parts
    ]


def mean_in_words(mean: Mean | Unsaid | None) -> str:
    if mean is None:
        return ""
    if isinstance(mean, Unsaid):
        return _("too few for a mean: it takes 10")
    told = {"mean": signed(mean.mean), "low": signed(mean.low), "high": signed(mean.high)}
    return _("%(mean)s (between %(low)s and %(high)s)") % told


def group_in_words(one: Finding, line: GroupLine) -> str:
    """What a group's answers come to, in one cell."""
    if line.many is None:
        return ""
    if one.has_mean:
        return mean_in_words(line.mean)
    asked = one.asked
    assert isinstance(asked, Ask)
    return " · ".join(
        f"{asked.label_of(value)} {drawing.written(count, line.many)}"
        for value, count in line.counts.items()
        if count
    )


# Each sheet of answers


class TidyForm(KitForm):
    """What somebody wrote, to take names out of it."""

    def __init__(self, data: Any = None, *, asks: Iterable[Ask], written: dict[str, str]) -> None:
        super().__init__(data)
        self.keys: dict[str, str] = {}
        for place, ask in enumerate(one for one in asks if one.key in written):
            name = f"text{place}"
            self.keys[name] = ask.key
            self.fields[name] = forms.CharField(
                label=ask.text,
                required=False,
                max_length=2000,
                initial=written[ask.key],
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def written(self) -> dict[str, str]:
        return {key: readable(self.cleaned_data[name]) for name, key in self.keys.items()}


@requires(SEE_ANSWERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, number: int) -> HttpResponse:
    """The sheets of a round in no order that would tell who came first; one of them to tidy or delete."""
    wave = wave_of(number)
    asks = asks_of(queries.questions_of(wave.survey))
    one = _one_of(wave, request.POST.get("one") or request.GET.get("one"))
    if one is not None:
        return _one_sheet(request, wave, asks, one)
    if request.method == "POST":
        raise Http404
    page = Paginator(Answer.objects.filter(wave=wave).order_by("pk"), SHEETS_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "wave": wave,
        "page": page,
        "rows": [(each, said(asks, each)) for each in page.object_list],
        "written": any(ask.is_written for ask in asks),
        "may_tidy": allowed(request, TIDY_ANSWERS, wave),
        "trail": trail_to(wave.survey, (wave.name, wave.get_absolute_url())),
    }
    return render(request, "surveys/answers.html", context)


def _one_of(wave: Wave, asked: str | None) -> Answer | None:
    if not asked:
        return None
    try:
        found: Answer | None = Answer.objects.filter(wave=wave, pk=UUID(asked)).select_related("wave").first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def said(asks: Sequence[Ask], answer: Answer) -> list[tuple[Ask, str]]:
    """One sheet in words, what was left out too."""
    everything = {**answer.given, **answer.written}
    return [(ask, ask.label_of(everything[ask.key]) if ask.key in everything else "") for ask in asks]


def _one_sheet(request: HttpRequest, wave: Wave, asks: list[Ask], one: Answer) -> HttpResponse:
    here = reverse("surveys:answers", args=[wave.owner_slug, wave.number])
    tidy = TidyForm(request.POST if "tidy" in request.POST else None, asks=asks, written=one.written)
    away = DeleteForm(request.POST if "delete" in request.POST else None)
    if request.method == "POST":
        recheck(request, TIDY_ANSWERS, wave)
        if "tidy" in request.POST and tidy.is_valid():
            intake.tidy(answer=one, written=tidy.written())
            say(request, _("The words were changed. What stood there before is not kept."))
            return redirect(f"{here}?one={one.pk}")
        if "delete" in request.POST and away.is_valid():
            intake.delete(answer=one, reason=away.cleaned_data["reason"], by=request.user)
            say(request, _("The answers were deleted for good."))
            return redirect(here)
    context = {
        "wave": wave,
        "one": one,
        "said": said(asks, one),
        "tidy": tidy,
        "away": away,
        "may_tidy": allowed(request, TIDY_ANSWERS, wave),
        "trail": trail_to(wave.survey, (wave.name, wave.get_absolute_url()), (_("Each sheet"), here)),
    }
    wrong = (tidy.is_bound and tidy.errors) or (away.is_bound and away.errors)
    return render(request, "surveys/answer.html", context, status=422 if wrong else 200)


# The file


@requires(SEE_ANSWERS)
@never_cache
@require_GET
def export(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """A row for each sheet in chance order; no code, no day, no small group, and words only where asked for."""
    survey = survey_of(request, number)
    if form not in sheets.FORMS:
        raise Http404
    asks = asks_of(queries.questions_of(survey))
    rows = list(Answer.objects.filter(wave__survey=survey).select_related("wave"))
    secrets.SystemRandom().shuffle(rows)
    with_words = request.GET.get("words") == "1"
    headings, lines = anonymous(asks, rows, floor=survey.floor, with_words=with_words)
    name = f"{survey.owner_slug}-{survey.reference.lower()}-answers"
    return sheets.response(name, form, headings, lines)


def anonymous(
    asks: list[Ask], rows: list[Answer], *, floor: int, with_words: bool
) -> tuple[list[str], list[list[Any]]]:
    """Headings and lines; who answered twice can be told by a number that means nothing elsewhere."""
    shown = [ask for ask in asks if with_words or not ask.is_written]
    hidden = {ask.key: _small(ask, rows, floor) for ask in shown if ask.question.groups_results}
    pairs: dict[str, int] = {}
    lines = []
    for row in rows:
        pair = pairs.setdefault(row.code, len(pairs) + 1) if row.code else ""
        everything = {**row.given, **row.written}
        cells = [_cell(ask, everything.get(ask.key), hidden.get(ask.key, frozenset())) for ask in shown]
        lines.append([row.wave.name, pair, *cells])
    return [_("Round"), _("Person"), *(ask.text for ask in shown)], lines


def _small(ask: Ask, rows: list[Answer], floor: int) -> frozenset[Any]:
    """Groups that are too small in one of the rounds."""
    found: set[Any] = set()
    for wave in {row.wave_id for row in rows}:
        counts = Counter(row.given[ask.key] for row in rows if row.wave_id == wave and ask.key in row.given)
        found |= hidden_groups(counts, floor)
    return frozenset(found)


def _cell(ask: Ask, value: Any, hidden: frozenset[Any]) -> Any:
    if value is None:
        return ""
    if not isinstance(value, list) and value in hidden:
        return _("(small group)")
    return ask.label_of(value) if ask.choices else value


# The reading


class FeedForm(KitForm):
    """Which figure becomes a reading of which indicator, and of what days."""

    indicator = forms.ChoiceField(label=gettext_lazy("Indicator"))
    wave = forms.ChoiceField(label=gettext_lazy("Round"))
    statistic = forms.ChoiceField(label=gettext_lazy("Figure"), choices=Statistic.choices)
    asked = forms.ChoiceField(
        label=gettext_lazy("Question or score"),
        required=False,
        help_text=gettext_lazy("Not needed for how many people answered."),
    )
    bound = forms.DecimalField(
        label=gettext_lazy("For a share: the number"), required=False, max_digits=9, decimal_places=2
    )
    at_most = forms.BooleanField(
        label=gettext_lazy("This number or less, instead of this number or more"), required=False
    )
    starts_on = forms.DateField(label=gettext_lazy("Period from"))
    ends_on = forms.DateField(label=gettext_lazy("Period to"))
    groups = [
        (gettext_lazy("Where it goes"), ["indicator", "starts_on", "ends_on"]),
        (gettext_lazy("Which figure"), ["wave", "statistic", "asked", "bound", "at_most"]),
    ]

    def __init__(
        self, data: Any = None, *, found: Results, waves: list[Wave], indicators: list[Any], today: date
    ) -> None:
        last = waves[-1] if waves else None
        initial = (
            {"wave": last.number, "starts_on": last.opens_on, "ends_on": min(last.closes_on, today)}
            if last
            else {}
        )
        super().__init__(data, initial=initial)
        self.found, self.today = found, today
        self.waves = {str(one.number): one for one in waves}
        self.indicators = {str(one.number): one for one in indicators}
        self._choose("wave", [(key, one.name) for key, one in self.waves.items()])
        names = [(key, f"{one.label} ({one.get_measured_display()})") for key, one in self.indicators.items()]
        self._choose("indicator", [("", "---------"), *names])
        figures = [(one.key, one.text) for one in found.figures]
        self._choose("asked", [("", "---------"), *figures])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        got: dict[str, Any] = super().clean() or {}
        starts, ends = got.get("starts_on"), got.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The period must not end before it begins."))
        if ends and ends > self.today:
            self.add_error("ends_on", _("The period must not end in the future."))
        return got

    def wanted(self) -> feeds.Wanted:
        got = self.cleaned_data
        bound: Decimal | None = got["bound"]
        return feeds.Wanted(
            indicator=self.indicators[got["indicator"]],
            wave=self.waves[got["wave"]],
            statistic=got["statistic"],
            asked=self.found.figure(got["asked"]) if got["asked"] else None,
            bound=bound,
            at_most=got["at_most"],
            starts_on=got["starts_on"],
            ends_on=got["ends_on"],
        )


@requires(CHANGE_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
def feed(request: HttpRequest, number: int) -> HttpResponse:
    """Choose a figure, look at it, then store it as a reading."""
    survey = survey_of(request, number)
    with transaction.atomic():
        if request.method == "POST":
            queue(survey.partnership_id)
        return _feeding(request, survey)


def _feeding(request: HttpRequest, survey: Survey) -> HttpResponse:
    today: date = request.standing.today  # type: ignore[attr-defined]
    found = results.load(survey, today)
    form = FeedForm(
        request.POST or None,
        found=found,
        waves=shown_waves(request, found),
        indicators=list(outcomes.indicators()),
        today=today,
    )
    figure = None
    if request.method == "POST" and form.is_valid():
        wanted = form.wanted()
        try:
            figure = feeds.work_out(found, wanted)
            if "store" in request.POST:
                made = feeds.feed(wanted=wanted, figure=figure, by=request.user)
                say(request, _("%(label)s was stored as a reading.") % {"label": made.reading.label})
                return redirect(made.get_absolute_url())
        except ValidationError as fault:
            figure = None
            form.add_error(None, _flat(fault, form))
    context = {"survey": survey, "form": form, "figure": figure, "trail": trail_to(survey)}
    return render(request, "surveys/feed.html", context, status=422 if form.errors else 200)


def _flat(fault: ValidationError, form: FeedForm) -> ValidationError:
    """Faults at the fields of this form, and those of the reading's other fields in one line."""
    if not hasattr(fault, "error_dict"):
        return fault
    kept: dict[str, Any] = {}
    for name, told in fault.message_dict.items():
        kept.setdefault(name if name in form.fields else "indicator", []).extend(told)
    return ValidationError(kept)


@requires(SEE_SURVEYS)
@require_GET
def fed(request: HttpRequest, number: int) -> HttpResponse:
    """A reading and the answers it rests on."""
    made = Feed.objects.filter(number=number).select_related("wave__survey", "reading__indicator").first()
    if made is None:
        raise Http404
    context = {"feed": made, "survey": made.wave.survey, "trail": trail_to(made.wave.survey)}
    return render(request, "surveys/fed.html", context)
