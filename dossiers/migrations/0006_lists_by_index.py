"""Lists of dossiers and of deliveries not made yet are read from indexes, in their whole order."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

LATEST = ["-updated_at", "id"]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("dossiers", "0005_discarded_drafts")]

    operations = [
        AddIndexConcurrently(
            model_name="dossier",
            index=models.Index(fields=["owner_user", *LATEST], name="latest_dossiers_of_person"),
        ),
        AddIndexConcurrently(
            model_name="dossier",
            index=models.Index(fields=["owner_enterprise", *LATEST], name="latest_of_enterprise"),
        ),
        AddIndexConcurrently(
            model_name="dossier",
            index=models.Index(
                fields=["owner_enterprise", "state", *LATEST], name="latest_dossiers_in_state"
            ),
        ),
        AddIndexConcurrently(
            model_name="dossier",
            index=models.Index(fields=["created_by", *LATEST], name="latest_dossiers_begun_by"),
        ),
        RemoveIndexConcurrently(model_name="dossier", name="dossiers_of_person"),
        RemoveIndexConcurrently(model_name="dossier", name="dossiers_of_enterprise"),
        AddIndexConcurrently(
            model_name="delivery",
            index=models.Index(
                fields=["created_at"], condition=models.Q(("delivered_at", None)), name="deliveries_not_made"
            ),
        ),
    ]
