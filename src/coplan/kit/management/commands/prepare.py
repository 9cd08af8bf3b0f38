"""`coplan manage prepare`: bring the database up to date, whatever state it is in.

Migrating an empty database replays every change ever made, which takes four times as long and grows
with each release. An empty one is therefore made at once from the models, and its migrations are noted as done;
`tests/test_migrations.py` proves that both ways make the same tables.
"""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import override_settings


class FromModels(dict[str, None]):
    """`MIGRATION_MODULES` in which no app has migrations."""

    def __contains__(self, app: object) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


class Command(BaseCommand):
    help = "Make the database, or bring it up to date; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        if MigrationRecorder(connection).applied_migrations():
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        else:
            _make()
        call_command("createcachetable", verbosity=0)


def _make() -> None:
    """Make what is missing, so a start that was broken off is finished by the next."""
    known = MigrationLoader(None).graph.nodes
    with override_settings(MIGRATION_MODULES=FromModels()):
        call_command("migrate", run_syncdb=True, verbosity=0, interactive=False, skip_checks=True)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    with transaction.atomic():
        for app, name in sorted(known):
            recorder.record_applied(app, name)
