import uuid

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0004_give_each_row_a_name'),
    ]

    operations = [
        migrations.AlterField('meeting', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
        migrations.AlterField('agendaitem', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
    ]
