"""Loads the example into an empty database, and into no other."""

from __future__ import annotations

from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction
from django_scopes import scopes_disabled

from coplan.demo import agreeing, assuring, evaluating, issuing
from coplan.demo.content import (
    benefits,
    cast,
    documents,
    evaluation,
    evidence,
    gates,
    indicators,
    local_economy,
    logic,
    money,
    need,
    pilots,
    plan,
    raid,
    results,
    returns,
    running,
    second,
    surveys,
    talk,
    value,
    value_forecast,
)
from coplan.demo.maker import Maker
from coplan.partnerships.models import Participant, Partnership
from coplan.people.models import Organisation, Person
from coplan.planning.models import Milestone

# What is named comes before what names it
IN_ORDER = (
    cast.TABLE,
    need.NEEDS,
    need.EVIDENCE,
    need.AGREEMENTS,
    need.GROUPS,
    gates.GATES,
    gates.EVIDENCE,
    running.GROUPS,
    running.SEATS,
    running.MEETINGS,
    running.MILESTONES,
    running.PILOTS,
    plan.TASKS,
    plan.FRAME,
    plan.MOVES,
    logic.ELEMENTS,
    logic.LINKS,
    indicators.INDICATORS,
    indicators.TARGETS,
    indicators.READINGS,
    results.BREAKDOWNS,
    results.PARTS,
    results.PUBLICATIONS,
    returns.INDICATORS,
    returns.ROUNDS,
    indicators.REBASED,
    pilots.CHANGES,
    pilots.AIMS,
    value.VALUE,
    value_forecast.MAPS,
    value_forecast.PROXIES,
    value_forecast.ACCOUNT,
    benefits.BENEFITS,
    benefits.FORECASTS,
    benefits.REALISED,
    money.BUDGET,
    money.ROUTES,
    money.PROSPECTS,
    local_economy.LOCAL,
    surveys.SURVEYS,
    surveys.QUESTIONS,
    surveys.WAVES,
    surveys.ANSWERS,
    surveys.READING,
    raid.RISKS,
    raid.ISSUES,
    raid.ASSUMPTIONS,
    raid.DEPENDENCIES,
    raid.ACTIONS,
    evidence.ITEMS,
    evidence.TAGS,
    evidence.CONSENTS,
    evaluation.QUESTIONS,
    evaluation.SOURCES,
    evaluation.CHOICE,
    evaluation.CRITERIA,
    evaluation.CANDIDATES,
    evaluation.SCORERS,
    evaluation.ASSESSMENTS,
    evaluation.FINDINGS,
    evaluation.GROUNDS,
    gates.SUPPRESSIONS,
    documents.PASSAGES,
)


class NotTheExampleError(Exception):
    """The database holds something else; the message says what, and what to do."""


def is_loaded() -> bool:
    return Partnership.objects.filter(is_example=True).exists()


def refuse_strangers() -> None:
    """Raise where anything is in the database that is not the example's own."""
    found = _stranger()
    if found:
        raise NotTheExampleError(
            f"This database holds more than the example: {found}. Nothing was changed. "
            "Set COPLAN_DATA to an empty folder (or DATABASE_URL to an empty database) and try again."
        )


def _stranger() -> str:
    partnerships, people = Partnership.objects.filter(is_example=False), Person.objects.all()
    organisations = Organisation.objects.all()
    if is_loaded():
        # Whoever was invited into the example while somebody tried it belongs to it by now
        with scopes_disabled():
            known = Participant.every.filter(partnership__is_example=True).values("person")
            people = people.exclude(email__in=_own_addresses()).exclude(pk__in=known)
        organisations = organisations.none()
    for kind, found in (("partnership", partnerships), ("person", people), ("organisation", organisations)):
        if one := found.first():
            return f"the {kind} '{one}'"
    return ""


def _own_addresses() -> list[str]:
    rows = (row.fields for row in cast.PEOPLE if row.model is Person)
    return [fields["email"] for fields in rows if fields["email"]]


@transaction.atomic
def load(today: date, *, with_documents: bool = True) -> None:
    """The whole example, as if it had been kept day by day until today.

    Making the files of documents takes half of the time; a test that looks at none does without.
    """
    maker = Maker(today)
    maker.add_all(cast.PEOPLE)
    _let_them_sign_in()
    maker.add_all(cast.PARTNERSHIP)
    maker.add_all(second.PARTNERSHIP)
    maker.within("living")
    maker.pause_at(documents.ISSUED_ON)
    for rows in IN_ORDER:
        maker.add_all(rows)
    for key, leading in plan.LEADING:
        maker.change(Milestone, key, leading)
    agreeing.keep_baseline(maker)
    evaluating.attach_files(maker)
    evaluating.decide(maker)
    report = evaluating.freeze(maker) if with_documents else None
    issued = issuing.issue_all(maker) if with_documents else {}
    maker.go_on()
    if issued:
        issuing.sign_all(maker, issued)
    if report is not None:
        evaluating.reply(maker, report)
    results.publish(maker)
    assuring.assure(maker, with_pack=with_documents)
    for model, key, who, day, text in talk.COMMENTS:
        maker.say(model, key, who=who, on=day, text=text)
    for model, key, who, name, content in talk.FILES:
        maker.attach(model, key, who=who, name=name, content=content)
    maker.within("getting-about")
    maker.add_all(second.TABLE)


def _let_them_sign_in() -> None:
    """No password is kept for them: `sign_in` knows the public one, and only while the example is shown."""
    people = list(Person.objects.filter(email__isnull=False))
    for person in people:
        person.set_unusable_password()
    # The history keeps no passwords, so nothing is lost to it
    Person.objects.bulk_update(people, ["password"])
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in people
    )
