import uuid

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0002_proposed_items'),
    ]

    operations = [
        migrations.AddField('meeting', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, null=True)),
        migrations.AddField('meeting', 'created', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('meeting', 'modified', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('meeting', 'deleted_at', models.DateTimeField(blank=True, editable=False, null=True)),
        migrations.AddField('agendaitem', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, null=True)),
        migrations.AddField('agendaitem', 'created', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('agendaitem', 'modified', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('agendaitem', 'deleted_at', models.DateTimeField(blank=True, editable=False, null=True)),
    ]
