"""A dossier bears since when it is ended: what retention counts from. Old code writes it through the trigger.

Those ended before: by their decision, their withdrawal or the silence that was noted; drafts, by their last
change.
"""

from django.db import migrations, models

ENDED = (
    "('accepted', 'closed_without_action', 'discarded', 'expired', 'partly_accepted', 'refused', 'withdrawn')"
)
NOTED = f"""
CREATE FUNCTION dossier_note_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.ended_at := now();
    RETURN NEW;
END
$$;
CREATE TRIGGER dossier_end_noted BEFORE INSERT OR UPDATE ON dossiers_dossier FOR EACH ROW
    WHEN (NEW.ended_at IS NULL AND NEW.state IN {ENDED}) EXECUTE FUNCTION dossier_note_end();
"""
NOT_NOTED = """
DROP TRIGGER dossier_end_noted ON dossiers_dossier;
DROP FUNCTION dossier_note_end();
"""
ENDED_BEFORE = f"""
UPDATE dossiers_dossier AS dossier
   SET ended_at = coalesce(
       (SELECT decided_at FROM dossiers_decision AS made WHERE made.dossier_id = dossier.id),
       (SELECT silent_at FROM dossiers_dossierdeadline AS deadline WHERE deadline.dossier_id = dossier.id),
       (SELECT withdrawn_at FROM dossiers_withdrawal AS taken WHERE taken.dossier_id = dossier.id),
       dossier.updated_at)
 WHERE state IN {ENDED};
"""  # noqa: S608 - our own words


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0035_sent_by_change")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="ended_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="terminé le"),
        ),
        migrations.RunSQL(ENDED_BEFORE, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(NOTED, reverse_sql=NOT_NOTED),
    ]
