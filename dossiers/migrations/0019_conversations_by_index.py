"""Conversations of a space are read from an index, in their whole order; so is what a service has not read."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

import dossiers.dossier.querysets


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("dossiers", "0018_messages")]

    operations = [
        AddIndexConcurrently(
            model_name="dossier",
            index=models.Index(
                models.F("owner_user"),
                models.OrderBy(dossiers.dossier.querysets.AnyOf("unread_by_person"), descending=True),
                models.OrderBy(models.F("last_message_at"), descending=True),
                models.F("id"),
                condition=models.Q(("last_message_at__isnull", False)),
                name="conversations_of_person",
            ),
        ),
        AddIndexConcurrently(
            model_name="dossier",
            index=models.Index(
                models.F("owner_enterprise"),
                models.OrderBy(dossiers.dossier.querysets.AnyOf("unread_by_person"), descending=True),
                models.OrderBy(models.F("last_message_at"), descending=True),
                models.F("id"),
                condition=models.Q(("last_message_at__isnull", False)),
                name="conversations_of_enterprise",
            ),
        ),
        AddIndexConcurrently(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("unread_by_service__gt", 0)), fields=["id"], name="unread_by_service"
            ),
        ),
    ]
