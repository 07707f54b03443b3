"""What was given up of a lane is found by index."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("outbox", "0004_rooms_of_lanes")]

    operations = [
        AddIndexConcurrently(
            model_name="message",
            index=models.Index(
                fields=["lane", "created_at"],
                condition=models.Q(("done_at", None), ("failed_at__isnull", False)),
                name="outbox_given_up_of_lane",
            ),
        ),
    ]
