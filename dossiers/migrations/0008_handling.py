"""A dossier is received and handled by a service, some of whose agents are case officers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0007_by_reference_of_service"),
        ("enterprises", "0020_letters_without_accents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="case",
                        serialize=False,
                        to="dossiers.dossier",
                    ),
                ),
                ("service", models.SlugField(max_length=80, verbose_name="service")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Brouillon"),
                            ("submitted", "Envoyé"),
                            ("received", "Reçu par le service"),
                            ("in_progress", "En traitement"),
                            ("action_needed", "Action demandée"),
                            ("accepted", "Accepté"),
                            ("partly_accepted", "Accepté en partie"),
                            ("refused", "Refusé"),
                            ("closed_without_action", "Classé sans suite"),
                            ("withdrawn", "Retiré"),
                            ("discarded", "Brouillon supprimé"),
                            ("expired", "Brouillon expiré"),
                            ("anonymised", "Anonymisé"),
                        ],
                        db_default="submitted",
                        editable=False,
                        max_length=24,
                        verbose_name="état",
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="reçu le")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="à décider au plus tard le")),
            ],
            options={
                "verbose_name": "traitement",
                "verbose_name_plural": "traitements",
            },
        ),
        migrations.CreateModel(
            name="ServiceMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("service", models.SlugField(max_length=80, verbose_name="service")),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="ajouté le")),
            ],
            options={
                "verbose_name": "agent d’un service",
                "verbose_name_plural": "agents d’un service",
            },
        ),
        migrations.RemoveConstraint(
            model_name="dossier",
            name="dossier_state_is_known",
        ),
        migrations.AlterField(
            model_name="dossier",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Brouillon"),
                    ("submitted", "Envoyé"),
                    ("received", "Reçu par le service"),
                    ("in_progress", "En traitement"),
                    ("action_needed", "Action demandée"),
                    ("accepted", "Accepté"),
                    ("partly_accepted", "Accepté en partie"),
                    ("refused", "Refusé"),
                    ("closed_without_action", "Classé sans suite"),
                    ("withdrawn", "Retiré"),
                    ("discarded", "Brouillon supprimé"),
                    ("expired", "Brouillon expiré"),
                    ("anonymised", "Anonymisé"),
                ],
                default="draft",
                max_length=24,
                verbose_name="état",
            ),
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
                            "received",
                            "in_progress",
                            "action_needed",
                            "accepted",
                            "partly_accepted",
                            "refused",
                            "closed_without_action",
                            "withdrawn",
                            "discarded",
                            "expired",
                            "anonymised",
                        ],
                    )
                ),
                name="dossier_state_is_known",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="officer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="servicemember",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="service_memberships",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["service", "state", "received_at", "dossier"], name="queue_of_service"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state__in", ["action_needed", "in_progress", "received", "submitted"])),
                fields=["service", "officer", "received_at", "dossier"],
                name="open_cases_by_officer",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state__in", ["action_needed", "in_progress", "received", "submitted"])),
                fields=["service", "due_on", "dossier"],
                name="open_cases_by_due_day",
            ),
        ),
        migrations.AddIndex(
            model_name="servicemember",
            index=models.Index(fields=["service", "user"], name="agents_of_service"),
        ),
        migrations.AddConstraint(
            model_name="servicemember",
            constraint=models.UniqueConstraint(
                fields=("user", "service"), name="one_place_per_agent_and_service"
            ),
        ),
    ]
