"""At which step a draft stands, of how many, for lists; unknown of those that are there until they change."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0047_typed_answers"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="next_step",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="étape suivante"),
        ),
        migrations.AddField(
            model_name="dossier",
            name="step_count",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="nombre d’étapes"),
        ),
    ]
