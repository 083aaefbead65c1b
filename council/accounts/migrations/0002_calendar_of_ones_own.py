from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='calendar_epoch',
            field=models.PositiveIntegerField(default=0),
        ),
    ]
