"""The latest events of a type, of a subject and of a tag are read from an index, in order."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("journal", "0002_triggers")]

    operations = [
        AddIndexConcurrently(
            model_name="event",
            index=models.Index(fields=["subject_type", "-recorded_at", "-id"], name="latest_events_of_type"),
        ),
        AddIndexConcurrently(
            model_name="event",
            index=models.Index(fields=["subject_id", "-id"], name="latest_events_of_subject"),
        ),
        AddIndexConcurrently(
            model_name="event",
            index=models.Index(fields=["tag", "-recorded_at", "-id"], name="latest_events_of_tag"),
        ),
    ]
