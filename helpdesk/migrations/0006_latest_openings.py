"""What an agent has open now is read from an index."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("helpdesk", "0005_enterprises_opened")]

    operations = [
        AddIndexConcurrently(
            model_name="consultation",
            index=models.Index(fields=["agent", "-ends_at"], name="latest_openings_of_agent"),
        ),
    ]
