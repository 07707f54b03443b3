"""A draft may wait for the signatures of other people before it is sent, and be a draft again."""

from django.db import migrations, models
from django.db.models import Q

REPLACE = """
CREATE OR REPLACE FUNCTION dossier_guard_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = ANY (CASE OLD.state
        WHEN 'draft' THEN ARRAY[{draft}]
        {awaiting}
        WHEN 'submitted' THEN ARRAY['received', 'accepted', 'refused', 'withdrawn']
        WHEN 'received' THEN ARRAY['in_progress', 'accepted', 'refused', 'withdrawn']
        WHEN 'in_progress' THEN ARRAY[
            'action_needed', 'accepted', 'partly_accepted', 'refused', 'closed_without_action', 'withdrawn']
        WHEN 'action_needed' THEN ARRAY[
            'in_progress', 'accepted', 'partly_accepted', 'refused', 'closed_without_action', 'withdrawn']
        WHEN 'anonymised' THEN ARRAY[]::text[]
        ELSE ARRAY['anonymised']
    END) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'no way leads a dossier from % to %', OLD.state, NEW.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'dossier_state_has_a_way';
END
$$;
"""
GUARD = REPLACE.format(
    draft="'awaiting_signatures', 'submitted', 'discarded', 'expired'",
    awaiting="WHEN 'awaiting_signatures' THEN ARRAY['submitted', 'draft']",
)
UNDO = REPLACE.format(draft="'submitted', 'discarded', 'expired'", awaiting="")

STATES = [
    ("draft", "Brouillon"),
    ("awaiting_signatures", "En attente de signatures"),
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
]
NEVER_SENT = ["anonymised", "awaiting_signatures", "discarded", "draft", "expired"]


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0023_notices")]

    operations = [
        migrations.RemoveConstraint(model_name="dossier", name="sent_dossier_has_a_reference"),
        migrations.RemoveConstraint(model_name="dossier", name="dossier_state_is_known"),
        migrations.AlterField(
            model_name="case",
            name="state",
            field=models.CharField(
                choices=STATES,
                db_default="submitted",
                editable=False,
                max_length=24,
                verbose_name="état",
            ),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="state",
            field=models.CharField(choices=STATES, default="draft", max_length=24, verbose_name="état"),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=Q(state__in=NEVER_SENT) | Q(reference__isnull=False, submitted_at__isnull=False),
                name="sent_dossier_has_a_reference",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=Q(state__in=[value for value, _label in STATES]), name="dossier_state_is_known"
            ),
        ),
        migrations.RunSQL(GUARD, reverse_sql=UNDO),
    ]
