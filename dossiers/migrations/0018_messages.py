"""Messages of sent dossiers: kept as they were written, and counted on the dossier while unread."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEPT = """
CREATE TRIGGER message_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON dossiers_message
    FOR EACH STATEMENT EXECUTE FUNCTION submission_refuse_change();
CREATE TRIGGER message_document_kept BEFORE DELETE OR TRUNCATE ON dossiers_messagedocument
    FOR EACH STATEMENT EXECUTE FUNCTION submission_refuse_change();
CREATE TRIGGER message_document_unchanged
    BEFORE UPDATE OF id, message_id, original_name, content_type, size, sha256 ON dossiers_messagedocument
    FOR EACH STATEMENT EXECUTE FUNCTION submission_refuse_change();
"""

UNDO = """
DROP TRIGGER message_document_unchanged ON dossiers_messagedocument;
DROP TRIGGER message_document_kept ON dossiers_messagedocument;
DROP TRIGGER message_kept ON dossiers_message;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0017_receipts_of_before"),
        ("enterprises", "0020_letters_without_accents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                (
                    "side",
                    models.CharField(
                        choices=[("person", "Demandeur"), ("service", "Service compétent")], max_length=10
                    ),
                ),
                ("text", models.CharField(max_length=10000)),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("fr", "Français"),
                            ("de", "Deutsch"),
                            ("nl", "Nederlands"),
                            ("en", "English"),
                        ],
                        max_length=2,
                        verbose_name="langue",
                    ),
                ),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
            },
        ),
        migrations.CreateModel(
            name="MessageDocument",
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
            ],
            options={
                "verbose_name": "document d’un message",
                "verbose_name_plural": "documents d’un message",
                "ordering": ["original_name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MessageTemplate",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("service", models.SlugField(max_length=80, verbose_name="service")),
                ("title", models.CharField(max_length=100, verbose_name="titre")),
                ("text_fr", models.CharField(max_length=10000, verbose_name="texte en français")),
                ("text_de", models.CharField(max_length=10000, verbose_name="texte en allemand")),
                ("text_nl", models.CharField(max_length=10000, verbose_name="texte en néerlandais")),
                ("text_en", models.CharField(max_length=10000, verbose_name="texte en anglais")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="retiré le")),
            ],
            options={
                "verbose_name": "modèle de message",
                "verbose_name_plural": "modèles de message",
            },
        ),
        migrations.CreateModel(
            name="ReadMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("person", "Demandeur"), ("service", "Service compétent")], max_length=10
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("read_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "marque de lecture",
                "verbose_name_plural": "marques de lecture",
            },
        ),
        migrations.AddField(
            model_name="dossier",
            name="last_message_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="dernier message le"),
        ),
        migrations.AddField(
            model_name="dossier",
            name="unread_by_person",
            field=models.PositiveIntegerField(db_default=0, default=0, verbose_name="messages non lus"),
        ),
        migrations.AddField(
            model_name="dossier",
            name="unread_by_service",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="message",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="dossiers.dossier"
            ),
        ),
        migrations.AddField(
            model_name="messagedocument",
            name="message",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="dossiers.message"
            ),
        ),
        migrations.AddConstraint(
            model_name="messagetemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("service", "title"),
                name="one_message_template_per_title",
            ),
        ),
        migrations.AddField(
            model_name="readmark",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="read_marks", to="dossiers.dossier"
            ),
        ),
        migrations.AddField(
            model_name="readmark",
            name="read_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                fields=("dossier", "number"), name="messages_of_dossier_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="message_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", ["person", "service"])), name="message_is_of_a_side"
            ),
        ),
        migrations.AddConstraint(
            model_name="readmark",
            constraint=models.UniqueConstraint(fields=("dossier", "side"), name="one_read_mark_per_side"),
        ),
        migrations.RunSQL(KEPT, reverse_sql=UNDO),
    ]
