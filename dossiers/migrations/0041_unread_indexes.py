"""How many dossiers of a space have unread messages is counted in an index alone."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q

UNREAD = Q(last_message_at__isnull=False, unread_by_person__gt=0)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("dossiers", "0040_acts_of_systems")]

    operations = [
        AddIndexConcurrently(
            model_name="dossier",
            index=models.Index(fields=["owner_user"], condition=UNREAD, name="unread_of_person"),
        ),
        AddIndexConcurrently(
            model_name="dossier",
            index=models.Index(fields=["owner_enterprise"], condition=UNREAD, name="unread_of_enterprise"),
        ),
    ]
