"""The example: it loads once, into an empty database only, and everything in it is sound."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.hashers import check_password
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from coplan.demo import loading
from coplan.demo.personas import PASSWORD, PERSONAS
from coplan.engines import sroi
from coplan.kit.models import Attachment, Comment, PartnershipModel
from coplan.outcomes.models import Indicator, Reading, Target
from coplan.partnerships.models import Participant, Partnership, PersonaRole
from coplan.people.models import Affiliation, Organisation, Person
from coplan.value.inputs import engine_map
from coplan.value.models import Scenario, ValueInput, ValueMap, ValueOutcome

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 3)


@pytest.fixture(autouse=True)
def files(tmp_path: Any, settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }


# What making documents brings with it; most tests here load without
WITH_DOCUMENTS = {
    "documents.Issued",
    "documents.SignOff",
    "evaluation.Report",
    "evaluation.Reply",
    "evidence.Departure",
    "evidence.Pack",
    "value.AssurancePack",
}


@pytest.fixture
def example() -> Partnership:
    loading.load(timezone.localdate(), with_documents=False)
    return Partnership.objects.get(slug="living-well-together")


def owned() -> list[type[PartnershipModel]]:
    return [model for model in apps.get_models() if issubclass(model, PartnershipModel)]


def everything() -> dict[str, int]:
    models = [*owned(), Person, Organisation, Affiliation, Partnership, Comment, Attachment]
    with scopes_disabled():
        return {model.__name__: model._base_manager.count() for model in models}


def test_the_command_loads_an_empty_database_and_changes_nothing_the_second_time() -> None:
    call_command("demo", load_only=True)
    first, made = everything(), Partnership.objects.get(slug="living-well-together")
    assert (first["ValueOutcome"], first["Issued"], first["SignOff"]) == (29, 2, 5)
    assert first["Partnership"] == 2
    Partnership.objects.filter(pk=made.pk).update(summary="Changed by somebody who tries it.")
    call_command("demo", load_only=True)
    assert everything() == first
    made.refresh_from_db()
    assert made.summary == "Changed by somebody who tries it."


def refused() -> str:
    said = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("demo", load_only=True, stderr=said)
    assert stopped.value.code == 2
    return said.getvalue()


def test_a_database_with_a_stranger_is_refused_and_left_alone() -> None:
    Person.objects.create(name="Nell Somebody", email="nell@coplan.scot")
    before = everything()
    said = refused()
    assert "more than the example: the person 'Nell Somebody'" in said
    assert "Set COPLAN_DATA to an empty folder" in said
    assert everything() == before


@pytest.mark.parametrize("email", [None, "isla.reid@example.org", "somebody@example.org"])
def test_anybody_at_all_stops_a_first_load(email: str | None) -> None:
    Person.objects.create(name="Nell Somebody", email=email)
    assert "the person 'Nell Somebody'" in refused()
    assert Partnership.objects.count() == 0


def test_a_database_with_another_partnership_is_refused() -> None:
    Partnership.objects.create(name="A real one", slug="a-real-one", summary="Not the example.")
    assert "more than the example: the partnership 'A real one'" in refused()
    assert Person.objects.count() == 0


def test_a_database_with_an_organisation_only_is_refused() -> None:
    Organisation.objects.create(name="A real body", sector="third")
    assert "the organisation 'A real body'" in refused()
    assert Partnership.objects.count() == 0


def test_somebody_who_joined_the_example_is_no_stranger(example: Partnership) -> None:
    person = Person.objects.create(name="Nell Somebody", email="nell@coplan.scot")
    with pytest.raises(loading.NotTheExampleError):
        loading.refuse_strangers()
    with scope(partnership=example):
        Participant.objects.create(
            partnership=example, person=person, role=PersonaRole.OBSERVER, starts_on=timezone.localdate()
        )
    loading.refuse_strangers()


@pytest.mark.parametrize(
    "today", [TODAY, date(2026, 4, 1), date(2026, 12, 31), date(2028, 2, 29), date(2027, 10, 1)], ids=str
)
def test_every_row_is_sound_whatever_the_day(today: date) -> None:
    loading.load(today, with_documents=False)
    with scopes_disabled():
        for model in [*owned(), Person, Organisation, Affiliation, Partnership, Comment, Attachment]:
            for record in model._base_manager.all():
                record.full_clean(exclude=["password"])


def test_every_kind_of_page_has_something_to_show(example: Partnership) -> None:
    with scope(partnership=example):
        empty = {model._meta.label for model in owned() if not model.objects.exists()}  # type: ignore[attr-defined]
    assert empty == WITH_DOCUMENTS | {
        # Its quantities are running totals, which are never added up
        "value.QuantityReading",
    }


def test_every_owned_record_has_a_history_with_a_person(example: Partnership) -> None:
    with scopes_disabled():
        for model in owned():
            for entry in model.history.all():
                assert entry.history_user is not None
                assert entry.history_date <= timezone.now()


def test_the_value_map_gives_the_published_ratio(example: Partnership) -> None:
    with scope(partnership=example):
        published = ValueMap.objects.get(sort="evaluative")
        parts = (ValueInput, ValueOutcome, Scenario)
        rows = [list(model.objects.filter(value_map=published)) for model in parts]
        result = sroi.calculate(engine_map(published, *rows))
    assert round(result.ratio, 2) == 5.80
    assert round(result.net_ratio, 2) == 4.80
    assert round(result.total_present_value, 2) == 699154.05


def test_quantities_that_rest_on_a_reading_are_that_reading(example: Partnership) -> None:
    with scope(partnership=example):
        resting = list(
            ValueOutcome.objects.filter(reading__isnull=False).select_related("reading__indicator")
        )
        assert len(resting) == 13
        for outcome in resting:
            assert outcome.reading is not None
            assert (outcome.code, outcome.quantity) == (outcome.code, outcome.reading.figure)
            assert outcome.reading.replaced_at is None


def test_what_is_promised_for_the_health_page_and_the_history(example: Partnership) -> None:
    with scope(partnership=example):
        assert [one.name for one in Indicator.objects.filter(baseline__isnull=True)] == [
            "People who say they run their own health"
        ]
        corrected = Reading.objects.get(replaces__isnull=False)
        assert (corrected.figure, corrected.replaces.figure) == (Decimal(89), Decimal(112))  # type: ignore[union-attr]
        revised = Target.objects.filter(replaces__isnull=False).order_by("number")
        assert [(one.value, one.replaces.value) for one in revised] == [(37, 97), (8, 10)]


def test_every_persona_signs_in_with_the_shared_password(example: Partnership, settings: Any) -> None:
    settings.AUTHENTICATION_BACKENDS = [
        *settings.AUTHENTICATION_BACKENDS,
        "coplan.demo.sign_in.ExampleBackend",
    ]
    for persona in PERSONAS:
        client = Client()
        response = client.post("/account/login/", {"login": persona.email, "password": PASSWORD})
        assert (persona.email, response.status_code) == (persona.email, 302)
        assert client.session["_auth_user_id"] == str(Person.objects.get(email=persona.email).pk)


def test_served_for_real_the_public_password_opens_nothing(example: Partnership) -> None:
    for persona in PERSONAS:
        client = Client()
        client.post("/account/login/", {"login": persona.email, "password": PASSWORD})
        assert "_auth_user_id" not in client.session
        assert not Person.objects.get(email=persona.email).has_usable_password()


def test_the_personas_are_who_they_say(example: Partnership) -> None:
    names = dict(Person.objects.values_list("email", "name"))
    assert {persona.email: persona.name for persona in PERSONAS} == {
        persona.email: names[persona.email] for persona in PERSONAS
    }
    with scope(partnership=example):
        roles = set(Participant.objects.filter(ends_on__isnull=True).values_list("role", flat=True))
        assert roles == set(PersonaRole.values)
        two = Participant.objects.filter(person__email="peter.nowak@example.org").values("partner").distinct()
        assert two.count() == 2
        assert Participant.objects.filter(role=PersonaRole.SERVICE_USER).count() == 2
        assert Participant.objects.filter(ends_on__lt=timezone.localdate()).count() == 1


def test_who_has_no_address_cannot_sign_in(example: Partnership) -> None:
    tom = Person.objects.get(name="Tom Baird")
    assert tom.email is None
    assert not check_password(PASSWORD, tom.password)


def test_it_is_in_the_middle_of_its_pilot(example: Partnership) -> None:
    today = timezone.localdate()
    with scope(partnership=example):
        last = Reading.objects.order_by("-ends_on").first()
    assert last is not None
    assert last.ends_on < today <= last.ends_on + timedelta(days=92)
    assert example.money_ends_on is not None
    assert example.money_ends_on > today


def test_the_coordinator_is_only_a_partner_in_the_second_partnership(example: Partnership) -> None:
    second = Partnership.objects.get(slug="getting-about-in-ewart")
    with scope(partnership=second):
        part = Participant.objects.get(person__email="isla.reid@example.org")
    assert (part.role, second.is_example) == (PersonaRole.PARTNER, True)
