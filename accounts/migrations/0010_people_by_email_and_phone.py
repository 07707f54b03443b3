"""What callers read out is found by an index."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("accounts", "0009_sessions_by_beginning"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="user",
            index=models.Index(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Lower("email"), name="text_pattern_ops"
                ),
                name="people_by_email",
            ),
        ),
        AddIndexConcurrently(
            model_name="user",
            index=models.Index(fields=["phone"], name="people_by_phone", opclasses=["varchar_pattern_ops"]),
        ),
    ]
