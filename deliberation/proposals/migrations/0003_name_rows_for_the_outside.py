import uuid

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('proposals', '0002_keep_steps_and_bases'),
    ]

    operations = [
        migrations.AddField('proposal', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, null=True)),
        migrations.AddField('proposal', 'created', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('proposal', 'modified', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('proposal', 'deleted_at', models.DateTimeField(blank=True, editable=False, null=True)),
        migrations.AddField('amendment', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, null=True)),
        migrations.AddField('amendment', 'created', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('amendment', 'modified', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('amendment', 'deleted_at', models.DateTimeField(blank=True, editable=False, null=True)),
    ]
