import uuid

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0005_tell_the_composition'),
    ]

    operations = [
        migrations.AddField('council', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, null=True)),
        migrations.AddField('council', 'created', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('council', 'modified', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('council', 'deleted_at', models.DateTimeField(blank=True, editable=False, null=True)),
        migrations.AddField('term', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, null=True)),
        migrations.AddField('term', 'created', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('term', 'modified', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('term', 'deleted_at', models.DateTimeField(blank=True, editable=False, null=True)),
        migrations.AddField('body', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, null=True)),
        migrations.AddField('body', 'created', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('body', 'modified', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('body', 'deleted_at', models.DateTimeField(blank=True, editable=False, null=True)),
        migrations.AddField('organisation', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, null=True)),
        migrations.AddField('organisation', 'created', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('organisation', 'modified', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('organisation', 'deleted_at', models.DateTimeField(blank=True, editable=False, null=True)),
        migrations.AddField('member', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, null=True)),
        migrations.AddField('member', 'created', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('member', 'modified', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('member', 'deleted_at', models.DateTimeField(blank=True, editable=False, null=True)),
        migrations.AddField('mandate', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, null=True)),
        migrations.AddField('mandate', 'created', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('mandate', 'modified', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('mandate', 'deleted_at', models.DateTimeField(blank=True, editable=False, null=True)),
        migrations.AddField('office', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, null=True)),
        migrations.AddField('office', 'created', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('office', 'modified', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        migrations.AddField('office', 'deleted_at', models.DateTimeField(blank=True, editable=False, null=True)),
    ]
