"""What services ask of people while they examine a dossier."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0021_submissions_in_order"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ComplementRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("text", models.TextField(verbose_name="demande")),
                ("due_on", models.DateField(verbose_name="à répondre au plus tard le")),
                ("fields", models.JSONField(verbose_name="questions")),
                ("asked_at", models.DateTimeField(verbose_name="demandé le")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="répondu le")),
                ("lapsed_at", models.DateTimeField(blank=True, null=True, verbose_name="échu le")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="annulé le")),
                (
                    "asked_by",
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
                        related_name="complement_requests",
                        to="dossiers.dossier",
                    ),
                ),
            ],
            options={
                "verbose_name": "demande de complément",
                "verbose_name_plural": "demandes de complément",
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("answered_at", None), ("cancelled_at", None), ("lapsed_at", None)
                        ),
                        fields=["due_on"],
                        name="open_requests_by_due_day",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("answered_at", None), ("cancelled_at", None), ("lapsed_at", None)
                        ),
                        fields=("dossier",),
                        name="one_open_request_per_dossier",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="complement_request_says_what"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.text.Length("text"), 5000
                        ),
                        name="complement_request_is_bounded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("cancelled_at", None), ("lapsed_at", None)),
                            models.Q(
                                ("answered_at__isnull", False), ("cancelled_at", None), ("lapsed_at", None)
                            ),
                            models.Q(
                                ("answered_at", None), ("cancelled_at", None), ("lapsed_at__isnull", False)
                            ),
                            models.Q(
                                ("answered_at", None), ("cancelled_at__isnull", False), ("lapsed_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="complement_request_ends_once",
                    ),
                ],
            },
        ),
    ]
