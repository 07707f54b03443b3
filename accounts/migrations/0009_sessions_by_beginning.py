"""Sessions past their longest life are found by an index."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounts", "0008_federation_ends_session")]

    operations = [
        AddIndexConcurrently(
            model_name="session", index=models.Index(fields=["started_at"], name="sessions_by_beginning")
        ),
    ]
