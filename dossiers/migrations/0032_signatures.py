"""Who was asked to sign a dossier before it is sent, and the signatures that go with what was sent."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0031_complement_answers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="signatories",
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        ),
        migrations.CreateModel(
            name="SignatureRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("requested_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
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
                    ),
                ),
                ("content", models.JSONField(blank=True, default=dict)),
                ("content_sha256", models.CharField(max_length=64)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sent", "Tout le monde a signé"),
                            ("declined", "Signature refusée"),
                            ("recalled", "Annulée par qui l’a demandée"),
                            ("lapsed", "Pas signée à temps"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signature_requests",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "demande de signatures",
                "verbose_name_plural": "demandes de signatures",
            },
        ),
        migrations.CreateModel(
            name="Signatory",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("key", models.CharField(max_length=50)),
                ("number", models.PositiveSmallIntegerField()),
                ("level", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=100, verbose_name="prénom et nom")),
                ("email", models.EmailField(max_length=254, verbose_name="adresse e-mail")),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("sent_at", models.DateTimeField()),
                ("first_reminder_at", models.DateTimeField(blank=True, null=True)),
                ("last_reminder_at", models.DateTimeField(blank=True, null=True)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("signature", models.JSONField(blank=True, default=dict)),
                ("declined_at", models.DateTimeField(blank=True, null=True)),
                ("decline_reason", models.CharField(blank=True, max_length=300)),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatories",
                        to="dossiers.signaturerequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "signataire",
                "verbose_name_plural": "signataires",
                "ordering": ["number"],
            },
        ),
        migrations.AddIndex(
            model_name="signaturerequest",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["expires_at"], name="open_signature_requests"
            ),
        ),
        migrations.AddConstraint(
            model_name="signaturerequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("dossier",), name="one_open_signature_request"
            ),
        ),
        migrations.AddConstraint(
            model_name="signaturerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("outcome", "")),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("outcome__in", ["sent", "declined", "recalled", "lapsed"]),
                    ),
                    _connector="OR",
                ),
                name="ended_signature_request_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="signatory",
            constraint=models.UniqueConstraint(fields=("request", "signed_by"), name="nobody_signs_twice"),
        ),
        migrations.AddConstraint(
            model_name="signatory",
            constraint=models.UniqueConstraint(fields=("request", "number"), name="signatories_in_order"),
        ),
        migrations.AddConstraint(
            model_name="signatory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signed_at", None), ("signed_by", None)),
                    models.Q(
                        ("declined_at", None), ("signed_at__isnull", False), ("signed_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="signature_says_whose",
            ),
        ),
    ]
