"""Makes the example's database ready: at once where it is empty, by the migrations where it is not."""

from __future__ import annotations

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def prepare() -> None:
    """Bring the tables to the present."""
    if connection.vendor == "sqlite" and not connection.introspection.table_names():
        _make_at_once()
        return
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


def _make_at_once() -> None:
    """All tables in one transaction: whoever stops it half way has an empty database still.

    The migrations take ten times as long, because each renders every model anew;
    tests/test_migrations.py holds that both make the same tables.
    """
    executor = MigrationExecutor(connection)
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        call_command("createcachetable", verbosity=0)
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
        for app, name in executor.loader.graph.nodes:
            executor.recorder.record_applied(app, name)
