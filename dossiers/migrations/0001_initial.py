"""The tables of dossiers."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("enterprises", "0002_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("gateway", models.CharField(max_length=40)),
                ("service", models.CharField(max_length=80)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("delivered_at", models.DateTimeField(blank=True, null=True)),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                ("service_reference", models.CharField(blank=True, max_length=100)),
                ("needs_attention_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "livraison",
                "verbose_name_plural": "livraisons",
            },
        ),
        migrations.CreateModel(
            name="Demarche",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
            ],
            options={
                "verbose_name": "démarche",
                "verbose_name_plural": "démarches",
            },
        ),
        migrations.CreateModel(
            name="DeliveryAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("delivered", "Reçu"),
                            ("failed", "Échec, à réessayer"),
                            ("refused", "Refusé"),
                        ],
                        max_length=20,
                    ),
                ),
                ("http_status", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("error", models.CharField(blank=True, max_length=200)),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="dossiers.delivery",
                    ),
                ),
            ],
            options={
                "verbose_name": "tentative de livraison",
                "verbose_name_plural": "tentatives de livraison",
                "ordering": ["started_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="DemarcheVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("content", models.JSONField(help_text="La définition, telle que validée.")),
                ("checksum", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField(auto_now_add=True)),
                (
                    "demarche",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="dossiers.demarche",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "version de démarche",
                "verbose_name_plural": "versions de démarche",
            },
        ),
        migrations.CreateModel(
            name="Dossier",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Brouillon"),
                            ("submitted", "Envoyé"),
                            ("in_progress", "En traitement"),
                            ("action_needed", "Action demandée"),
                            ("accepted", "Accepté"),
                            ("partly_accepted", "Accepté en partie"),
                            ("refused", "Refusé"),
                            ("closed_without_action", "Classé sans suite"),
                            ("withdrawn", "Retiré"),
                            ("expired", "Brouillon expiré"),
                            ("anonymised", "Anonymisé"),
                        ],
                        default="draft",
                        max_length=24,
                        verbose_name="état",
                    ),
                ),
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
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="commencé le")),
                ("updated_at", models.DateTimeField(auto_now_add=True, verbose_name="modifié le")),
                (
                    "reference",
                    models.CharField(blank=True, max_length=20, null=True, verbose_name="référence"),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="envoyé le")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "demarche_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossiers",
                        to="dossiers.demarcheversion",
                    ),
                ),
                (
                    "owner_enterprise",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossiers",
                        to="enterprises.enterprise",
                    ),
                ),
                (
                    "owner_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossiers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "dossier",
                "verbose_name_plural": "dossiers",
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("step", models.SlugField()),
                ("field", models.SlugField()),
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
                ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="dossiers.dossier",
                    ),
                ),
            ],
            options={
                "verbose_name": "document",
                "verbose_name_plural": "documents",
            },
        ),
        migrations.CreateModel(
            name="StepAnswers",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.SlugField()),
                ("values", models.JSONField(default=dict)),
                ("revision", models.CharField(max_length=32)),
                ("saved_at", models.DateTimeField()),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="step_answers",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "réponses d’une étape",
                "verbose_name_plural": "réponses des étapes",
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "answers",
                    models.JSONField(
                        default=dict, help_text="Les réponses telles que données, pour les relire."
                    ),
                ),
                ("payload", models.JSONField()),
                ("payload_sha256", models.CharField(max_length=64)),
                ("actor", models.JSONField()),
                ("documents", models.JSONField(default=list)),
                (
                    "declarations",
                    models.JSONField(default=list, help_text="Les clés des déclarations acceptées."),
                ),
                ("submitted_at", models.DateTimeField()),
                (
                    "demarche_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dossiers.demarcheversion",
                    ),
                ),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submission",
                        to="dossiers.dossier",
                    ),
                ),
            ],
            options={
                "verbose_name": "envoi",
                "verbose_name_plural": "envois",
            },
        ),
        migrations.AddField(
            model_name="delivery",
            name="submission",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deliveries",
                to="dossiers.submission",
            ),
        ),
        migrations.AddConstraint(
            model_name="demarcheversion",
            constraint=models.UniqueConstraint(
                fields=("demarche", "version"), name="one_content_per_demarche_version"
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["owner_user", "-updated_at"], name="dossiers_of_person"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["owner_enterprise", "-updated_at"], name="dossiers_of_enterprise"),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner_enterprise__isnull", True), ("owner_user__isnull", False)),
                    models.Q(("owner_enterprise__isnull", False), ("owner_user__isnull", True)),
                    _connector="OR",
                ),
                name="dossier_belongs_to_one_space",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "expired", "anonymised"]),
                    models.Q(("reference__isnull", False), ("submitted_at__isnull", False)),
                    _connector="OR",
                ),
                name="sent_dossier_has_a_reference",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.UniqueConstraint(fields=("reference",), name="one_dossier_per_reference"),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "submitted",
                            "in_progress",
                            "action_needed",
                            "accepted",
                            "partly_accepted",
                            "refused",
                            "closed_without_action",
                            "withdrawn",
                            "expired",
                            "anonymised",
                        ],
                    )
                ),
                name="dossier_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="stepanswers",
            constraint=models.UniqueConstraint(fields=("dossier", "step"), name="one_row_per_step"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                fields=("submission", "gateway", "service"), name="one_delivery_per_channel"
            ),
        ),
    ]
