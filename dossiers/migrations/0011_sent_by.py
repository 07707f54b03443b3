"""Who sent a dossier stands on it, and a company's dossiers are read in the order in which they were sent."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models, transaction
from django.db.models import F

BATCH = """
WITH chosen AS (
    SELECT dossier.id, sender.id AS sender_id
      FROM dossiers_dossier dossier
      JOIN dossiers_submission submission ON submission.dossier_id = dossier.id
      JOIN accounts_user sender ON sender.id::text = submission.actor ->> 'user_id'
     WHERE dossier.sent_by_id IS NULL
     LIMIT 500 FOR UPDATE OF dossier
)
UPDATE dossiers_dossier SET sent_by_id = sender_id FROM chosen WHERE dossiers_dossier.id = chosen.id
"""


def say_who_sent(_apps, schema_editor):
    """Copy it from what was sent, in short transactions."""
    while True:
        with transaction.atomic(), schema_editor.connection.cursor() as cursor:
            cursor.execute(BATCH)
            if not cursor.rowcount:
                return


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("dossiers", "0010_received_before"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="sent_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(say_who_sent, migrations.RunPython.noop),
        AddIndexConcurrently(
            model_name="dossier",
            index=models.Index(
                "owner_enterprise", F("submitted_at").desc(nulls_last=True), "id", name="latest_sent_first"
            ),
        ),
        AddIndexConcurrently(
            model_name="dossier",
            index=models.Index(
                "owner_enterprise", F("submitted_at").asc(nulls_last=True), "id", name="first_sent_first"
            ),
        ),
        AddIndexConcurrently(
            model_name="dossier",
            index=models.Index(fields=["owner_enterprise", "sent_by"], name="senders_of_enterprise"),
        ),
    ]
