"""The sealed documents of decisions; those of dossiers decided before are made by the outbox, too.

Which document proves what never changes, of receipts neither.
"""

import django.db.models.deletion
from django.db import migrations, models

WANTED = """
INSERT INTO outbox_message (topic, payload, lane, attempts, last_error)
SELECT 'decision.make', jsonb_build_object('dossier_id', dossier.id::text), 'sealing', 0, ''
  FROM dossiers_dossier dossier
 WHERE dossier.state IN ('accepted', 'partly_accepted', 'refused', 'closed_without_action')
 ORDER BY dossier.updated_at
"""
KEPT = """
CREATE TRIGGER decision_document_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON dossiers_decisiondocument
    FOR EACH STATEMENT EXECUTE FUNCTION submission_refuse_change();
CREATE TRIGGER receipt_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON dossiers_receipt
    FOR EACH STATEMENT EXECUTE FUNCTION submission_refuse_change();
"""
UNDO = """
DROP TRIGGER receipt_kept ON dossiers_receipt;
DROP TRIGGER decision_document_kept ON dossiers_decisiondocument;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0024_awaiting_signatures"),
        ("sealing", "0002_kept"),
        ("outbox", "0003_found_by_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionDocument",
            fields=[
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="decision_document",
                        serialize=False,
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sealing.sealeddocument",
                    ),
                ),
            ],
            options={
                "verbose_name": "document d’une décision",
                "verbose_name_plural": "documents des décisions",
            },
        ),
        migrations.RunSQL(KEPT, UNDO),
        migrations.RunSQL(WANTED, migrations.RunSQL.noop),
    ]
