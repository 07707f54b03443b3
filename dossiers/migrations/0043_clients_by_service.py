"""The systems of a service are found by index."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("dossiers", "0042_endpoints")]

    operations = [
        AddIndexConcurrently(
            model_name="client",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("disabled_at", None)),
                fields=["services"],
                name="standing_clients_by_service",
            ),
        ),
    ]
