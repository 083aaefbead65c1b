"""Rows from before get a name each; what changed in them is known to the second from now on."""

import uuid

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

TABLES = ('meeting', 'agendaitem')


def name_rows(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    now = timezone.now().replace(microsecond=0)
    for name in TABLES:
        model = apps.get_model("meetings", name)
        rows = list(model.objects.only("pk"))
        for row in rows:
            row.uuid, row.created, row.modified = uuid.uuid4(), now, now
        model.objects.bulk_update(rows, ["uuid", "created", "modified"], batch_size=200)


class Migration(migrations.Migration):

    dependencies = [
        ("meetings", "0003_name_rows_for_the_outside"),
    ]

    operations = [migrations.RunPython(name_rows, migrations.RunPython.noop)]
