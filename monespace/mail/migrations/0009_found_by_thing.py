"""The mails about a thing are found by index."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("mail", "0008_about")]

    operations = [
        AddIndexConcurrently(
            model_name="mail",
            index=models.Index(fields=["about"], condition=models.Q(about__isnull=False), name="mails_about"),
        ),
    ]
