"""The dossiers whose time comes are found by index."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

ENDED = [
    "accepted",
    "closed_without_action",
    "discarded",
    "expired",
    "partly_accepted",
    "refused",
    "withdrawn",
]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("dossiers", "0038_erasing")]

    operations = [
        AddIndexConcurrently(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("state__in", ENDED)), fields=["ended_at"], name="ended_dossiers"
            ),
        ),
    ]
