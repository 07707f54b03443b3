"""Messages are found by what they are about, and those given up by an index that holds no others."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

import monespace.outbox.models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("outbox", "0002_triggers")]

    operations = [
        AddIndexConcurrently(
            model_name="message",
            index=models.Index(
                fields=["failed_at"],
                condition=models.Q(("done_at", None), ("failed_at__isnull", False)),
                name="outbox_given_up",
            ),
        ),
        AddIndexConcurrently(
            model_name="message",
            index=models.Index(monespace.outbox.models.Thing("payload"), name="outbox_thing"),
        ),
    ]
