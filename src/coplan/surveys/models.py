"""Surveys, their questions and rounds, what people answered, and the readings made of it."""

from __future__ import annotations

import secrets
import uuid
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from coplan.kit.models import OWNER, PartnershipModel
from coplan.outcomes.models import Breakdown, Reading
from coplan.packs import pack
from coplan.packs.items import Measure

MOST_OPTIONS = 12
ANSWERED = _("People have answered already, so it stays as they saw it. Make a new version to change it.")


def new_token() -> str:
    return secrets.token_urlsafe(16)


def new_salt() -> str:
    return secrets.token_hex(16)


class Basis(models.TextChoices):
    """Why it is lawful to ask, in the words of data protection law (UK GDPR, article 6)."""

    CONSENT = "consent", _("Consent: people choose to answer")
    PUBLIC_TASK = "public-task", _("Public task: a public body asks as part of its work")
    INTERESTS = "interests", _("Legitimate interests: the service has to know whether it works")


class Survey(PartnershipModel):
    """What people are asked, why, and what becomes of their answers."""

    kind = "survey"
    letter = "SV"

    title = models.CharField(_("Title"), max_length=120, help_text=_("People who answer see it first."))
    purpose = models.TextField(
        _("Why you ask"), max_length=600, help_text=_("Two or three short sentences, shown first.")
    )
    audience = models.CharField(_("Who it is for"), max_length=200)
    use = models.TextField(
        _("What happens with the answers"),
        max_length=800,
        help_text=_("Who sees them, what they are used for. Say it so that nobody is surprised later."),
    )
    basis = models.CharField(_("Why you may ask"), max_length=12, choices=Basis, default=Basis.CONSENT)
    consent = models.CharField(
        _("Words people tick before they begin"),
        max_length=300,
        default=_("I have read this and I want to take part."),
    )
    contact = models.CharField(
        _("Whom to ask"), max_length=200, help_text=_("A name with a telephone number or an e-mail address.")
    )
    keep_until = models.DateField(
        _("Keep written answers until"),
        help_text=_("After this day what people wrote in their own words is wiped; the figures stay."),
    )
    floor = models.PositiveSmallIntegerField(
        _("Smallest group shown"),
        default=5,
        validators=[MinValueValidator(3)],
        help_text=_("No result is shown for a group with fewer answers than this."),
    )
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, related_name="+", null=True, blank=True, editable=False
    )
    wiped_on = models.DateField(_("Written answers wiped on"), null=True, blank=True, editable=False)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("survey")

    # What people were told when they answered cannot be told otherwise afterwards
    PROMISED: ClassVar = ("purpose", "audience", "use", "basis", "consent")

    def __str__(self) -> str:
        return self.title

    @property
    def has_answers(self) -> bool:
        return bool(self.pk) and Answer.objects.filter(wave__survey=self.pk).exists()

    def clean(self) -> None:
        super().clean()
        stored = Survey.objects.filter(pk=self.pk).first() if self.pk else None
        if stored is None or not self.has_answers:
            return
        faults: dict[str, Any] = {
            name: ANSWERED for name in self.PROMISED if getattr(self, name) != getattr(stored, name)
        }
        if self.keep_until and self.keep_until > stored.keep_until:
            faults["keep_until"] = _(
                "People were told an earlier day. It can be moved nearer, not further off."
            )
        if faults:
            raise ValidationError(faults)


class Sort(models.TextChoices):
    """What kind of answer a question takes."""

    MEASURE = "measure", _("A tested measure")
    ONE = "one", _("One choice of several")
    SEVERAL = "several", _("Any of several choices")
    SCALE = "scale", _("A scale from one number to another")
    NUMBER = "number", _("A number")
    DATE = "date", _("A date")
    SHORT = "short", _("A few words")
    LONG = "long", _("A longer text")
    SCORE = "score", _("The score of a licensed measure")


OWN_SORTS = tuple(one for one in Sort if one is not Sort.MEASURE)
WITH_OPTIONS = (Sort.ONE, Sort.SEVERAL)
WITH_RANGE = (Sort.SCALE, Sort.SCORE)
WRITTEN = (Sort.SHORT, Sort.LONG)


class Better(models.TextChoices):
    HIGHER = "higher", _("A higher number is better")
    LOWER = "lower", _("A lower number is better")
    NEITHER = "", _("Neither is better")


class Scorer(models.TextChoices):
    STAFF = "staff", _("Staff, from the organisation's own licensed form")
    PERSON = "person", _("The person who answers")


class Question(PartnershipModel):
    """One question, or a whole tested measure, whose questions are never taken apart or reworded."""

    kind = "survey-question"

    survey = models.ForeignKey(
        Survey, models.CASCADE, related_name="questions", verbose_name=_("Survey"), editable=False
    )
    position = models.PositiveSmallIntegerField(_("Order"), default=0, editable=False)
    sort = models.CharField(_("Kind of answer"), max_length=8, choices=Sort)
    measure = models.CharField(_("Measure"), max_length=30, blank=True, editable=False)
    text = models.CharField(_("Question"), max_length=300, blank=True)
    easy_text = models.CharField(
        _("Question in Easy Read"),
        max_length=200,
        blank=True,
        help_text=_("One short sentence with everyday words."),
    )
    required = models.BooleanField(_("An answer is needed"), default=False)
    options = models.JSONField(_("Choices"), default=list, blank=True)
    low = models.SmallIntegerField(_("Lowest number"), null=True, blank=True)
    high = models.SmallIntegerField(_("Highest number"), null=True, blank=True)
    low_label = models.CharField(_("What the lowest means"), max_length=60, blank=True)
    high_label = models.CharField(_("What the highest means"), max_length=60, blank=True)
    better = models.CharField(_("Which way is better"), max_length=6, choices=Better, blank=True)
    scored_by = models.CharField(_("Who works out the score"), max_length=6, choices=Scorer, blank=True)
    groups_results = models.BooleanField(_("Show results by this question's groups"), default=False)
    breakdown = models.ForeignKey(
        Breakdown,
        models.PROTECT,
        related_name="survey_questions",
        null=True,
        blank=True,
        verbose_name=_("Breakdown of readings it follows"),
        help_text=_("The choices are then the groups of the breakdown."),
    )

    LABEL_NEEDS = ("survey",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("question of a survey")
        verbose_name_plural = _("questions of a survey")
        ordering = ["position", "number"]

    def __str__(self) -> str:
        found = self.as_measure
        return found.name if found else self.text

    @property
    def as_measure(self) -> Measure | None:
        """The measure in the pack, whose wording is the one that was tested."""
        return next((one for one in pack().measures() if one.code == self.measure), None)

    def clean(self) -> None:
        super().clean()
        if self.survey_id and self._is_changed() and self.survey.has_answers:
            raise ValidationError(ANSWERED)
        if self.sort == Sort.MEASURE:
            if self.as_measure is None:
                raise ValidationError(_("Choose one of the measures on the list."))
            return
        faults = {**self._faults_of_words(), **self._faults_of_range()}
        if faults:
            raise ValidationError(faults)

    def _is_changed(self) -> bool:
        """Whether it differs from what is stored, as a new question does."""
        stored = Question.every.filter(pk=self.pk).first() if self.pk else None
        names = {one.attname for one in self._meta.concrete_fields} - {"version", "removed_at"}
        return stored is None or any(getattr(self, name) != getattr(stored, name) for name in names)

    def _faults_of_words(self) -> dict[str, Any]:
        faults: dict[str, Any] = {}
        if not self.text:
            faults["text"] = _("Enter the question")
        if self.sort in WITH_OPTIONS:
            options = self.options
            if not 2 <= len(options) <= MOST_OPTIONS:
                faults["options"] = _("Enter 2 to 12 choices, one on each line")
            elif len({one.casefold() for one in options}) < len(options):
                faults["options"] = _("Two choices are the same. Make each one different.")
            elif any(len(one) > 100 for one in options):
                faults["options"] = _("Make each choice 100 characters or shorter.")
        if self.groups_results and self.sort != Sort.ONE:
            faults["groups_results"] = _("Only a question with one choice puts people in groups.")
        if self.breakdown_id and not self.groups_results:
            faults["breakdown"] = _("Tick that results are shown by this question's groups, too.")
        return faults

    def _faults_of_range(self) -> dict[str, Any]:
        if self.sort not in WITH_RANGE:
            return {}
        if self.low is None or self.high is None:
            return {"low" if self.low is None else "high": _("Enter the lowest and the highest number")}
        if self.low >= self.high:
            return {"high": _("The highest number must be above the lowest")}
        if self.sort == Sort.SCALE and self.high - self.low > 10:
            return {"high": _("A scale has eleven steps at most, for example 0 to 10")}
        if self.sort == Sort.SCORE and not self.scored_by:
            return {"scored_by": _("Say who works out the score")}
        return {}


class Moment(models.TextChoices):
    """Which time people are asked."""

    ONCE = "once", _("Only once")
    BEFORE = "before", _("Before")
    AFTER = "after", _("After")
    LATER = "later", _("Later on")


class Wave(PartnershipModel):
    """One round of a survey: open from a day until a day, with a link of its own."""

    kind = "survey-wave"

    survey = models.ForeignKey(
        Survey, models.CASCADE, related_name="waves", verbose_name=_("Survey"), editable=False
    )
    name = models.CharField(_("Name of the round"), max_length=60, help_text=_("For example: Before."))
    moment = models.CharField(_("When people are asked"), max_length=6, choices=Moment)
    opens_on = models.DateField(_("Open from"))
    closes_on = models.DateField(_("Open until"))
    token = models.CharField(max_length=40, default=new_token, unique=True, editable=False)
    deleted_answers = models.PositiveIntegerField(_("Answers deleted"), default=0, editable=False)

    LABEL_NEEDS = ("survey",)

    class Meta(PartnershipModel.Meta):
        verbose_name = _("round of a survey")
        verbose_name_plural = _("rounds of a survey")
        ordering = ["opens_on", "number"]
        constraints = [
            *PartnershipModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["survey"],
                condition=Q(moment="before", removed_at__isnull=True),
                name="survey_wave_one_before",
                violation_error_message=_("This survey has a round before already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return f"{self.survey}: {self.name}"

    @property
    def address(self) -> str:
        """The public address, as it is printed and shared."""
        return f"{settings.ADDRESS.origin}{reverse('survey', args=[self.token])}"

    def state(self, today: date) -> str:
        """'early', 'open' or 'over'."""
        return "early" if today < self.opens_on else "over" if today > self.closes_on else "open"

    def clean(self) -> None:
        super().clean()
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": _("It cannot close before it opens.")})


class CameBy(models.TextChoices):
    LINK = "link", _("By link")
    PAPER = "paper", _("On paper")
    TALK = "talk", _("In a conversation or by telephone")


class Answer(models.Model):
    """What one person answered in one round.

    Deliberately not a record with a number and a history: a number would give the order in which people
    answered, and a history would keep what somebody asked to have deleted. Neither a time of day nor
    anything about the sender is kept. `code` is a keyed digest of the words the person keeps.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(OWNER, models.CASCADE, related_name="+", editable=False)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="answers", editable=False)
    answered_on = models.DateField(_("Answered on"))
    came_by = models.CharField(_("How it came"), max_length=5, choices=CameBy, default=CameBy.LINK)
    given = models.JSONField(_("Answers"), default=dict)
    written = models.JSONField(_("In their own words"), default=dict)
    code = models.CharField(max_length=64, blank=True, editable=False)
    batch = models.CharField(_("Batch"), max_length=40, blank=True)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects: ClassVar[Any] = ScopedManager(partnership="partnership")

    class Meta:
        verbose_name = _("answer to a survey")
        constraints = [
            models.UniqueConstraint(fields=["wave", "code"], condition=~Q(code=""), name="survey_answer_once")
        ]
        indexes = [models.Index(fields=["partnership", "wave"], name="survey_answer_wave")]

    def __str__(self) -> str:
        return str(_("An answer to %(wave)s") % {"wave": self.wave})


class Statistic(models.TextChoices):
    """The one figure that becomes a reading."""

    MEAN = "mean", _("The mean")
    SHARE = "share", _("The share of people at or beyond a number")
    COUNT = "count", _("How many people answered")
    CHANGE = "change", _("The mean change of people who answered both times")


class Feed(PartnershipModel):
    """A reading that was made of a survey's answers: what it rests on."""

    kind = "survey-feed"

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="feeds", editable=False)
    reading = models.OneToOneField(Reading, models.PROTECT, related_name="survey_feed", editable=False)
    asked = models.CharField(_("Question"), max_length=60, blank=True, editable=False)
    told = models.CharField(_("What was asked"), max_length=300, blank=True, editable=False)
    statistic = models.CharField(_("Figure"), max_length=6, choices=Statistic, editable=False)
    bound = models.DecimalField(_("Number"), max_digits=9, decimal_places=2, null=True, editable=False)
    at_most = models.BooleanField(_("Or less"), default=False, editable=False)
    many = models.PositiveIntegerField(_("People"), editable=False)

    LABEL_NEEDS = ("wave__survey", "reading__indicator")

    class Meta(PartnershipModel.Meta):
        verbose_name = _("reading made of a survey")
        verbose_name_plural = _("readings made of surveys")

    def __str__(self) -> str:
        return f"{self.wave.label}, n = {self.many}"
