from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    # Sign-in rate limits live in the database cache; without its table nobody could sign in
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_initial")]
    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
