"""Dossiers sent before get their sealed receipt too: the outbox makes them, like any other."""

from django.db import migrations

WANTED = """
INSERT INTO outbox_message (topic, payload, lane, attempts, last_error)
SELECT 'receipt.make', jsonb_build_object('submission_id', id::text), 'sealing', 0, ''
  FROM dossiers_submission
 ORDER BY submitted_at
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0016_receipt"), ("outbox", "0003_found_by_index")]

    operations = [migrations.RunSQL(WANTED, migrations.RunSQL.noop)]
