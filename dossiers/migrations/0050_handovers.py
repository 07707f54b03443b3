"""A draft of an enterprise is handed over to a colleague: by whom, to whom, when and what for."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0049_sealed_anew"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("fill", "Continuer le brouillon"),
                            ("send", "Vérifier et envoyer la demande"),
                        ],
                        max_length=8,
                        verbose_name="pour",
                    ),
                ),
                ("handed_at", models.DateTimeField(verbose_name="confié le")),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "handed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "handed_to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "brouillon confié",
                "verbose_name_plural": "brouillons confiés",
                "indexes": [models.Index(fields=["dossier", "-handed_at"], name="latest_handovers")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("handed_by", models.F("handed_to")), _negated=True),
                        name="handed_over_to_another",
                    )
                ],
            },
        ),
    ]
