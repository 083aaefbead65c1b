import uuid

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0007_give_each_row_a_name'),
    ]

    operations = [
        migrations.AlterField('council', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
        migrations.AlterField('term', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
        migrations.AlterField('body', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
        migrations.AlterField('organisation', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
        migrations.AlterField('member', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
        migrations.AlterField('mandate', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
        migrations.AlterField('office', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
    ]
