"""Mails that the receiver's server refused for good."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("mail", "0006_budgets_of_any_statement")]

    operations = [
        migrations.AddField(
            model_name="mail",
            name="refused_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        AddIndexConcurrently(
            model_name="mail",
            index=models.Index(
                condition=models.Q(("refused_at__isnull", False)),
                fields=["recipient", "to"],
                name="refused_mails",
            ),
        ),
    ]
