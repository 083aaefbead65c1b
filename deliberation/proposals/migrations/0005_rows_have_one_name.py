import uuid

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('proposals', '0004_give_each_row_a_name'),
    ]

    operations = [
        migrations.AlterField('proposal', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
        migrations.AlterField('amendment', 'uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
    ]
