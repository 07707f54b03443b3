"""What services acknowledged before there was a state for it is received; its journal says so too."""

from django.db import migrations, transaction

BATCH = """
WITH chosen AS (
    SELECT dossier.id, arrived.id AS delivery_id
      FROM dossiers_dossier dossier
      JOIN dossiers_submission submission ON submission.dossier_id = dossier.id
      JOIN LATERAL (SELECT id FROM dossiers_delivery
                     WHERE submission_id = submission.id AND delivered_at IS NOT NULL
                     ORDER BY delivered_at LIMIT 1) arrived ON TRUE
     WHERE dossier.state = 'submitted'
     LIMIT 500 FOR UPDATE OF dossier
), told AS (
    INSERT INTO journal_event (subject_type, subject_id, tag, actor_type, actor_id, facts)
    SELECT 'dossiers.dossier', id::text, 'dossier.received', 'system', '', jsonb_build_object(
               'origin', 'submitted', 'state', 'received', 'party', 'system', 'delivery_id', delivery_id)
      FROM chosen
)
UPDATE dossiers_dossier SET state = 'received' FROM chosen WHERE dossiers_dossier.id = chosen.id
"""


def receive(_apps, schema_editor):
    """Go on in short transactions: the journal locks the chain of each dossier until its own ends."""
    while True:
        with transaction.atomic(), schema_editor.connection.cursor() as cursor:
            cursor.execute(BATCH)
            if not cursor.rowcount:
                return


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("dossiers", "0009_ways_between_states"), ("journal", "0003_latest_events")]

    operations = [migrations.RunPython(receive, migrations.RunPython.noop)]
