"""What was decided never changes."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

APPEND_ONLY = """
CREATE TRIGGER decision_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON dossiers_decision
    FOR EACH STATEMENT EXECUTE FUNCTION submission_refuse_change();
"""
UNDO = "DROP TRIGGER decision_kept ON dossiers_decision;"


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0013_deadlines_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("accepted", "Accepté"),
                            ("partly_accepted", "Accepté en partie"),
                            ("refused", "Refusé"),
                            ("closed_without_action", "Classé sans suite"),
                        ],
                        max_length=24,
                        verbose_name="décision",
                    ),
                ),
                ("reasons", models.TextField(blank=True, verbose_name="motifs")),
                ("remedies", models.TextField(verbose_name="recours")),
                ("decided_at", models.DateTimeField(verbose_name="décidé le")),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="dossiers.dossier",
                    ),
                ),
            ],
            options={
                "verbose_name": "décision",
                "verbose_name_plural": "décisions",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                ["accepted", "closed_without_action", "partly_accepted", "refused"],
                            )
                        ),
                        name="decision_outcome_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", "accepted"), models.Q(("reasons", ""), _negated=True), _connector="OR"
                        ),
                        name="decision_gives_its_reasons",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.text.Length("reasons"), 10000
                        ),
                        name="decision_reasons_are_bounded",
                    ),
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, reverse_sql=UNDO),
    ]
