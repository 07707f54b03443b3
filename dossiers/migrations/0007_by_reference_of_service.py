"""What callers read out is found by an index."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

import dossiers.submission.querysets


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("dossiers", "0006_lists_by_index"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="delivery",
            index=models.Index(
                django.contrib.postgres.indexes.OpClass(
                    dossiers.submission.querysets.Letters("service_reference"), name="text_pattern_ops"
                ),
                condition=models.Q(("service_reference", ""), _negated=True),
                name="by_reference_of_service",
            ),
        ),
    ]
