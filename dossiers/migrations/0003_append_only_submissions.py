"""What was sent never changes, and what was tried to deliver it neither."""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION submission_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER submission_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON dossiers_submission
    FOR EACH STATEMENT EXECUTE FUNCTION submission_refuse_change();
CREATE TRIGGER delivery_attempt_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON dossiers_deliveryattempt
    FOR EACH STATEMENT EXECUTE FUNCTION submission_refuse_change();
"""

UNDO = """
DROP TRIGGER delivery_attempt_kept ON dossiers_deliveryattempt;
DROP TRIGGER submission_kept ON dossiers_submission;
DROP FUNCTION submission_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_frozen_versions")]

    operations = [migrations.RunSQL(APPEND_ONLY, reverse_sql=UNDO)]
