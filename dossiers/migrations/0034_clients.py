"""Systems of services, which use the interface for back offices, and their secrets."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0033_lists_of_enterprises"),
    ]

    operations = [
        migrations.CreateModel(
            name="Client",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=100, verbose_name="nom")),
                (
                    "services",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(max_length=80), size=None, verbose_name="services"
                    ),
                ),
                (
                    "demarches",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(),
                        blank=True,
                        null=True,
                        size=None,
                        verbose_name="démarches",
                    ),
                ),
                (
                    "verbs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None, verbose_name="actions"
                    ),
                ),
                (
                    "networks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=43), blank=True, default=list, size=None
                    ),
                ),
                ("expires_on", models.DateField(verbose_name="valable jusqu’au")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="relié le")),
                ("disabled_at", models.DateTimeField(blank=True, null=True, verbose_name="désactivé le")),
            ],
            options={
                "verbose_name": "système d’un service",
                "verbose_name_plural": "systèmes des services",
                "indexes": [
                    models.Index(
                        condition=models.Q(("disabled_at", None)),
                        fields=["name", "id"],
                        name="standing_clients",
                    ),
                    models.Index(fields=["-disabled_at", "id"], name="clients_disabled_lately"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("services", []), _negated=True),
                            models.Q(("verbs", []), _negated=True),
                            models.Q(
                                ("demarches", None),
                                models.Q(("demarches", []), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="client_reaches_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClientSecret",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("slot", models.PositiveSmallIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="créé le")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="terminé le")),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="secrets",
                        to="dossiers.client",
                    ),
                ),
            ],
            options={
                "verbose_name": "secret d’un système",
                "verbose_name_plural": "secrets des systèmes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slot__in", [1, 2])), name="client_has_two_slots"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("client", "slot"),
                        name="one_secret_per_slot",
                    ),
                    models.UniqueConstraint(fields=("digest",), name="client_secrets_differ"),
                ],
            },
        ),
    ]
