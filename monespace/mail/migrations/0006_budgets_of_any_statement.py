"""The mails of a budget are read from an index by every plan: of a prepared statement, no condition is known."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

SCOPES = ("caused_by", "on_behalf_of", "recipient_key")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("mail", "0005_latest_mails")]

    operations = [
        *(
            AddIndexConcurrently(
                model_name="mail",
                index=models.Index(fields=["budget", who, "created_at"], name=f"mails_of_{who}"),
            )
            for who in SCOPES
        ),
        *(RemoveIndexConcurrently(model_name="mail", name=f"mail_budget_{who}") for who in SCOPES),
    ]
