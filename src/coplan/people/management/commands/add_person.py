"""`coplan manage add_person`: the first account of a new installation, or any other."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from coplan.people import services


class Command(BaseCommand):
    help = "Add a person who may sign in with a code sent to their e-mail address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the person's name, in quotes")
        parser.add_argument("email", help="their e-mail address")
        parser.add_argument(
            "--programme", action="store_true", help="they belong to the team that starts partnerships"
        )

    def handle(self, *args: Any, name: str, email: str, programme: bool, **options: Any) -> None:
        try:
            person = services.create_person(name=name, email=email, is_programme=programme)
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault
        self.stdout.write(f"{person.name} may now sign in as {person.email}: a code is sent to that address.")
