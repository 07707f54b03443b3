"""An agent works for a service from one day to another: a place that was ended can be given again."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0028_notes_and_decided_days"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="servicemember",
            name="one_place_per_agent_and_service",
        ),
        migrations.AddField(
            model_name="servicemember",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="terminé le"),
        ),
        migrations.AddIndex(
            model_name="servicemember",
            index=models.Index(fields=["-ended_at", "id"], name="places_ended_lately"),
        ),
        migrations.AddConstraint(
            model_name="servicemember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("user", "service"),
                name="one_place_per_agent_and_service",
            ),
        ),
    ]
