"""Documents that go with a decision; what they are never changes, but is emptied with their dossier."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

KEPT = """
CREATE TRIGGER decision_attachment_kept BEFORE DELETE OR TRUNCATE ON dossiers_decisionattachment
    FOR EACH STATEMENT EXECUTE FUNCTION submission_refuse_change();
CREATE TRIGGER decision_attachment_unchanged
    BEFORE UPDATE OF id, dossier_id, original_name, content_type, size, sha256 ON dossiers_decisionattachment
    FOR EACH ROW EXECUTE FUNCTION dossier_refuse_unless_erased('{"original_name": ""}');
"""
UNDO = """
DROP TRIGGER decision_attachment_unchanged ON dossiers_decisionattachment;
DROP TRIGGER decision_attachment_kept ON dossiers_decisionattachment;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0045_drafts_in_the_trash"),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionAttachment",
            fields=[
                ("file", models.FileField(blank=True, max_length=200, upload_to="")),
                ("original_name", models.CharField(max_length=255)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField(help_text="Taille en octets.")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("pending", "En cours d’analyse"),
                            ("clean", "Vérifié"),
                            ("refused", "Refusé"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("scanned_at", models.DateTimeField(blank=True, null=True)),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision_attachments",
                        to="dossiers.dossier",
                    ),
                ),
            ],
            options={
                "verbose_name": "document joint à une décision",
                "verbose_name_plural": "documents joints à des décisions",
                "ordering": ["original_name", "pk"],
            },
        ),
        migrations.RunSQL(KEPT, reverse_sql=UNDO),
    ]
