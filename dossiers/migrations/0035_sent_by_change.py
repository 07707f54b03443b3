"""Systems of services find the dossiers of a démarche that changed since they last asked."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("dossiers", "0034_clients")]

    operations = [
        AddIndexConcurrently(
            model_name="dossier",
            index=models.Index(
                fields=["demarche_version", "updated_at", "id"],
                include=["state"],
                condition=Q(submitted_at__isnull=False),
                name="sent_of_version_by_change",
            ),
        ),
    ]
