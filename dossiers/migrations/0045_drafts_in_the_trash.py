"""A deleted draft waits in the trash, from which it may become a draft again; people are told of its end."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

REPLACE = """
CREATE OR REPLACE FUNCTION dossier_guard_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = ANY (CASE OLD.state
        WHEN 'draft' THEN ARRAY['awaiting_signatures', 'submitted', 'discarded', 'expired']
        WHEN 'awaiting_signatures' THEN ARRAY['submitted', 'draft']
        WHEN 'submitted' THEN ARRAY['received', 'accepted', 'refused', 'withdrawn']
        WHEN 'received' THEN ARRAY['in_progress', 'accepted', 'refused', 'withdrawn']
        WHEN 'in_progress' THEN ARRAY[
            'action_needed', 'accepted', 'partly_accepted', 'refused', 'closed_without_action', 'withdrawn']
        WHEN 'action_needed' THEN ARRAY[
            'in_progress', 'accepted', 'partly_accepted', 'refused', 'closed_without_action', 'withdrawn']
        {trashed}
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
    trashed="WHEN 'discarded' THEN ARRAY['draft', 'anonymised'] WHEN 'expired' THEN ARRAY['draft', 'anonymised']"
)
UNDO = REPLACE.format(trashed="")


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0044_ebox_post"),
        ("enterprises", "0020_letters_without_accents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DraftNotice",
            fields=[
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="draft_notice",
                        serialize=False,
                        to="dossiers.dossier",
                    ),
                ),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="rappelé le")),
                ("announced_at", models.DateTimeField(blank=True, null=True, verbose_name="annoncé le")),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="dans la corbeille à partir du"),
                ),
            ],
            options={
                "verbose_name": "avis sur un brouillon",
                "verbose_name_plural": "avis sur des brouillons",
            },
        ),
        migrations.CreateModel(
            name="TrashedDraft",
            fields=[
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="trashed",
                        serialize=False,
                        to="dossiers.dossier",
                    ),
                ),
                ("empty_on", models.DateField(verbose_name="effacé à partir du")),
                ("emptied_at", models.DateTimeField(blank=True, null=True, verbose_name="effacé le")),
            ],
            options={
                "verbose_name": "brouillon dans la corbeille",
                "verbose_name_plural": "brouillons dans la corbeille",
            },
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("state", "draft")), fields=["updated_at", "id"], name="silent_drafts"
            ),
        ),
        migrations.AddIndex(
            model_name="draftnotice",
            index=models.Index(
                condition=models.Q(("ends_on__isnull", False)),
                fields=["ends_on", "dossier"],
                name="drafts_to_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("announced_at", None), ("ends_on", None)),
                    models.Q(("announced_at__isnull", False), ("ends_on__isnull", False)),
                    _connector="OR",
                ),
                name="announced_draft_says_its_end",
            ),
        ),
        migrations.AddIndex(
            model_name="trasheddraft",
            index=models.Index(
                condition=models.Q(("emptied_at", None)),
                fields=["empty_on", "dossier"],
                name="drafts_to_empty",
            ),
        ),
        migrations.RunSQL(GUARD, reverse_sql=UNDO),
    ]
