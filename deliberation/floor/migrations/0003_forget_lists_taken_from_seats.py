"""Forget on which list people were put by their seat: for whom it is kept is the office's to know."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Put everybody on no list."""
    for name in ("SpeakingRequest", "SpeakingTurn"):
        apps.get_model("floor", name).objects.exclude(group="").update(group="")


class Migration(migrations.Migration):
    dependencies = [("floor", "0002_keep_the_chosen_order")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
