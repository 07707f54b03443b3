"""A company's lists turn to any page within their index, and find its people by one look for each."""

from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models import F


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("dossiers", "0032_signatures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="dossier",
            index=models.Index(
                "owner_enterprise",
                models.Case(models.When(submitted_at__isnull=True, then="created_by"), default="sent_by"),
                name="people_of_enterprise",
            ),
        ),
        AddIndexConcurrently(
            model_name="dossier",
            index=models.Index(
                fields=["owner_enterprise", "-updated_at", "id"],
                include=["state"],
                name="listed_latest_first",
            ),
        ),
        AddIndexConcurrently(
            model_name="dossier",
            index=models.Index(
                "owner_enterprise",
                F("submitted_at").desc(nulls_last=True),
                "id",
                include=["state"],
                name="listed_latest_sent",
            ),
        ),
        AddIndexConcurrently(
            model_name="dossier",
            index=models.Index(
                "owner_enterprise",
                F("submitted_at").asc(nulls_last=True),
                "id",
                include=["state"],
                name="listed_first_sent",
            ),
        ),
        RemoveIndexConcurrently(model_name="dossier", name="senders_of_enterprise"),
        RemoveIndexConcurrently(model_name="dossier", name="latest_of_enterprise"),
        RemoveIndexConcurrently(model_name="dossier", name="latest_sent_first"),
        RemoveIndexConcurrently(model_name="dossier", name="first_sent_first"),
    ]
