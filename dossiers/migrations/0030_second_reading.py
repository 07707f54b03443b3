"""Where a démarche wants it, a decision is proposed by one officer and made by another."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

KEPT = """
CREATE TRIGGER proposal_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON dossiers_decisionproposal
    FOR EACH STATEMENT EXECUTE FUNCTION submission_refuse_change();

CREATE FUNCTION decision_refuse_unread() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.proposed_by_id IS NULL AND EXISTS (
        SELECT FROM dossiers_dossier AS dossier
          JOIN dossiers_demarcheversion AS version ON version.id = dossier.demarche_version_id
         WHERE dossier.id = NEW.dossier_id AND version.content -> 'second_reading' = 'true'::jsonb
    ) THEN
        RAISE EXCEPTION 'the decision on dossier % was not proposed by another', NEW.dossier_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_has_its_second_reading';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER decision_read_again BEFORE INSERT ON dossiers_decision FOR EACH ROW
    EXECUTE FUNCTION decision_refuse_unread();
"""
UNDO = """
DROP TRIGGER decision_read_again ON dossiers_decision;
DROP FUNCTION decision_refuse_unread();
DROP TRIGGER proposal_kept ON dossiers_decisionproposal;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0029_dated_service_members"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionProposal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
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
                ("proposed_at", models.DateTimeField(verbose_name="proposé le")),
            ],
            options={
                "verbose_name": "proposition de décision",
                "verbose_name_plural": "propositions de décision",
            },
        ),
        migrations.AddField(
            model_name="case",
            name="proposed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="proposed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    ("proposed_by__isnull", False),
                    ("state__in", ["action_needed", "in_progress", "received", "submitted"]),
                ),
                fields=["service", "received_at", "dossier"],
                name="cases_to_read_again",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("proposed_by", None),
                    models.Q(("proposed_by", models.F("decided_by")), _negated=True),
                    _connector="OR",
                ),
                name="decision_is_read_by_another",
            ),
        ),
        migrations.AddField(
            model_name="decisionproposal",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="dossiers.dossier"
            ),
        ),
        migrations.AddField(
            model_name="decisionproposal",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionproposal",
            constraint=models.UniqueConstraint(
                fields=("dossier", "number"), name="proposals_of_dossier_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome__in", ["accepted", "closed_without_action", "partly_accepted", "refused"])
                ),
                name="proposal_outcome_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome", "accepted"), models.Q(("reasons", ""), _negated=True), _connector="OR"
                ),
                name="proposal_gives_its_reasons",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionproposal",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(
                    django.db.models.functions.text.Length("reasons"), 10000
                ),
                name="proposal_reasons_are_bounded",
            ),
        ),
        migrations.RunSQL(KEPT, reverse_sql=UNDO),
    ]
