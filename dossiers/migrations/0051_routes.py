"""A dossier says to which of the services of its démarche its answers sent it: nothing for its main one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0050_handovers")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="route",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=50),
        )
    ]
