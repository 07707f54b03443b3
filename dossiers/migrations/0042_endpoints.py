"""The addresses of systems that are told what happens to dossiers, and the secrets that sign it."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0041_unread_indexes")]

    operations = [
        migrations.CreateModel(
            name="Endpoint",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "client",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="endpoints",
                        to="dossiers.client",
                    ),
                ),
                ("url", models.CharField(max_length=500, verbose_name="adresse")),
                (
                    "event_types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None, verbose_name="événements"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="ajoutée le")),
                (
                    "delivered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dernier envoi arrivé le"),
                ),
                ("disabled_at", models.DateTimeField(blank=True, null=True, verbose_name="désactivée le")),
                (
                    "disabled_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("asked", "À la demande de l’équipe du système"),
                            ("down", "Le système était ou est en panne"),
                            ("lost", "Le système a perdu des événements"),
                            ("suspect", "Doute sur l’adresse ou sur un secret"),
                            ("repaired", "Le système fonctionne de nouveau"),
                            ("gone", "Le système a répondu que l’adresse n’existe plus (410)"),
                        ],
                        max_length=20,
                        verbose_name="motif",
                    ),
                ),
            ],
            options={
                "verbose_name": "adresse d’un système",
                "verbose_name_plural": "adresses des systèmes",
                "indexes": [
                    models.Index(fields=["client", "created_at", "id"], name="endpoints_of_client"),
                    models.Index(
                        condition=models.Q(("disabled_for", "gone")),
                        fields=["disabled_at"],
                        name="endpoints_gone",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("event_types", []), _negated=True),
                        name="endpoint_is_told_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("disabled_at", None), ("disabled_for", "")),
                            models.Q(
                                ("disabled_at__isnull", False),
                                models.Q(("disabled_for", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="endpoint_is_disabled_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EndpointSecret",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "endpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="secrets",
                        to="dossiers.endpoint",
                    ),
                ),
                ("slot", models.PositiveSmallIntegerField()),
                ("sealed_secret", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="créé le")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="terminé le")),
            ],
            options={
                "verbose_name": "secret d’une adresse",
                "verbose_name_plural": "secrets des adresses",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slot__in", [1, 2])), name="endpoint_has_two_slots"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_at", None), ("sealed_secret", ""), _connector="XOR"),
                        name="ended_secret_is_forgotten",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("endpoint", "slot"),
                        name="one_endpoint_secret_per_slot",
                    ),
                ],
            },
        ),
    ]
