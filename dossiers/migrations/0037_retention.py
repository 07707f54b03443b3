"""When a dossier is to be erased and what holds it; which mails asked to sign which dossier."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ABOUT_SIGNATURES = """
UPDATE mail_mail AS mail SET about = round.dossier_id
  FROM dossiers_signatory AS signatory JOIN dossiers_signaturerequest AS round ON round.id = signatory.request_id
 WHERE mail.template = 'signature_asked' AND mail.about IS NULL AND mail."to" = signatory.email
   AND mail.created_at BETWEEN round.requested_at - interval '1 hour' AND round.expires_at;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0036_ended_at"),
        ("enterprises", "0020_letters_without_accents"),
        ("mail", "0008_about"),
        ("sealing", "0003_erased_copies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="erasure",
                        serialize=False,
                        to="dossiers.dossier",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="effacement à partir du")),
                ("announced_at", models.DateTimeField(verbose_name="annoncé le")),
                ("erased_at", models.DateTimeField(blank=True, null=True, verbose_name="effacé le")),
            ],
            options={
                "verbose_name": "effacement",
                "verbose_name_plural": "effacements",
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("appeal", "Recours en cours"),
                            ("dispute", "Litige ou plainte"),
                            ("investigation", "Contrôle ou enquête"),
                            ("archives", "Demande du service des archives"),
                        ],
                        max_length=20,
                        verbose_name="motif",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="explication")),
                ("placed_at", models.DateTimeField(verbose_name="depuis le")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="jusqu’au")),
            ],
            options={
                "verbose_name": "maintien d’un dossier",
                "verbose_name_plural": "maintiens de dossiers",
            },
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            [
                                "accepted",
                                "closed_without_action",
                                "discarded",
                                "expired",
                                "partly_accepted",
                                "refused",
                                "withdrawn",
                            ],
                        ),
                        _negated=True,
                    ),
                    ("ended_at__isnull", False),
                    _connector="OR",
                ),
                name="ended_dossier_says_since_when",
            ),
        ),
        migrations.AddIndex(
            model_name="erasure",
            index=models.Index(
                condition=models.Q(("erased_at", None)), fields=["due_on", "dossier"], name="planned_erasures"
            ),
        ),
        migrations.AddIndex(
            model_name="erasure",
            index=models.Index(
                condition=models.Q(("erased_at__isnull", False)),
                fields=["erased_at"],
                name="erasures_by_moment",
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="dossiers.dossier"
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="placed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["-placed_at", "id"], name="standing_holds"
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("dossier", "ground"),
                name="one_hold_per_ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", None)),
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="ended_hold_says_by_whom",
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="news",
            field=models.CharField(
                choices=[
                    ("taken_up", "l’examen a commencé"),
                    ("message", "nouveau message du service"),
                    ("asked", "une réponse est attendue"),
                    ("due_soon", "la date limite pour répondre approche"),
                    ("lapsed", "le délai de réponse est dépassé"),
                    ("decided", "une décision est prise"),
                    ("withdrawn", "demande retirée"),
                    ("extended", "délai de décision prolongé"),
                    ("answered", "réponse reçue"),
                    ("written", "nouveau message reçu"),
                    ("erased_soon", "les données seront bientôt effacées"),
                ],
                max_length=20,
                verbose_name="nouvelle",
            ),
        ),
        migrations.RunSQL(ABOUT_SIGNATURES, reverse_sql=migrations.RunSQL.noop),
    ]
