"""What officers note for each other is kept as it was; a case bears since when it is decided."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

KEPT = """
CREATE TRIGGER internal_note_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON dossiers_internalnote
    FOR EACH STATEMENT EXECUTE FUNCTION submission_refuse_change();
"""
NOT_KEPT = "DROP TRIGGER internal_note_kept ON dossiers_internalnote;"

# The decisions of before: the day on which they were made; by silence, the last change of the dossier.
DECIDED_BEFORE = """
UPDATE dossiers_case AS handled
   SET decided_at = coalesce(
       (SELECT decided_at FROM dossiers_decision AS made WHERE made.dossier_id = dossier.id), dossier.updated_at)
  FROM dossiers_dossier AS dossier
 WHERE dossier.id = handled.dossier_id
   AND dossier.state IN ('accepted', 'partly_accepted', 'refused', 'closed_without_action');
"""
COPY = """
CREATE OR REPLACE FUNCTION case_copy_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT state INTO NEW.state FROM dossiers_dossier WHERE id = NEW.dossier_id;
    NEW.decided_at := CASE
        WHEN NEW.state IN ('accepted', 'partly_accepted', 'refused', 'closed_without_action')
        THEN coalesce(NEW.decided_at, now()) END;
    RETURN NEW;
END
$$;
"""
COPY_BEFORE = """
CREATE OR REPLACE FUNCTION case_copy_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT state INTO NEW.state FROM dossiers_dossier WHERE id = NEW.dossier_id;
    RETURN NEW;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0027_complement_reminders"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="InternalNote",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("text", models.TextField(verbose_name="note interne")),
                ("written_at", models.DateTimeField(verbose_name="écrit le")),
            ],
            options={
                "verbose_name": "note interne",
                "verbose_name_plural": "notes internes",
            },
        ),
        migrations.AddField(
            model_name="case",
            name="decided_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="décidé le"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ["accepted", "closed_without_action", "partly_accepted", "refused"])
                ),
                fields=["service", "-decided_at", "dossier"],
                name="decided_cases_by_day",
            ),
        ),
        migrations.AddField(
            model_name="internalnote",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="internalnote",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="dossiers.case"
            ),
        ),
        migrations.AddIndex(
            model_name="internalnote",
            index=models.Index(fields=["case", "-written_at", "id"], name="notes_of_case"),
        ),
        migrations.AddConstraint(
            model_name="internalnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="internal_note_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="internalnote",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(
                    django.db.models.functions.text.Length("text"), 5000
                ),
                name="internal_note_is_bounded",
            ),
        ),
        migrations.RunSQL(KEPT, reverse_sql=NOT_KEPT),
        migrations.RunSQL(DECIDED_BEFORE, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(COPY, reverse_sql=COPY_BEFORE),
    ]
