"""In which languages texts must exist, and whose words count, is for the by-laws alone."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("members", "0002_keep_read_imports")]

    operations = [
        migrations.RemoveField(model_name="council", name="required_languages"),
        migrations.RenameField(
            model_name="council", old_name="binding_language", new_name="main_language"
        ),
    ]
