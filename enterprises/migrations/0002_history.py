"""Memberships and designations are dated rows: they can be ended, once, and nothing else (ADR 0008)."""

from django.db import migrations

KEEP = """
CREATE FUNCTION enterprises_keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ending CONSTANT text[] := ARRAY['ended_at', 'ended_by_id', 'end_reason'];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL AND to_jsonb(NEW) - ending = to_jsonb(OLD) - ending THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% can only be ended: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER membership_kept BEFORE UPDATE OR DELETE ON enterprises_membership
    FOR EACH ROW EXECUTE FUNCTION enterprises_keep_history();
CREATE TRIGGER gap_designation_kept BEFORE UPDATE OR DELETE ON enterprises_gapdesignation
    FOR EACH ROW EXECUTE FUNCTION enterprises_keep_history();
"""

UNDO = """
DROP TRIGGER gap_designation_kept ON enterprises_gapdesignation;
DROP TRIGGER membership_kept ON enterprises_membership;
DROP FUNCTION enterprises_keep_history();
"""


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0001_initial")]

    operations = [migrations.RunSQL(KEEP, UNDO)]
