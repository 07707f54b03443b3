"""A mandate is answered once and ended once; its terms never change (ADR 0034)."""

from django.db import migrations

KEEP = """
CREATE FUNCTION enterprises_keep_mandate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    answer CONSTANT text[] := ARRAY['accepted_at', 'accepted_by_id', 'declined_at'];
    ending CONSTANT text[] := ARRAY['ended_at', 'ended_by_id', 'end_reason'];
    allowed text[] := ending;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL AND OLD.declined_at IS NULL THEN
        IF OLD.accepted_at IS NULL THEN
            allowed := answer || ending;
        END IF;
        IF to_jsonb(NEW) - allowed = to_jsonb(OLD) - allowed THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a mandate can only be answered and ended: % refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER mandate_kept BEFORE UPDATE OR DELETE ON enterprises_mandate
    FOR EACH ROW EXECUTE FUNCTION enterprises_keep_mandate();
"""

UNDO = """
DROP TRIGGER mandate_kept ON enterprises_mandate;
DROP FUNCTION enterprises_keep_mandate();
"""


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0005_mandates_and_scopes")]

    operations = [migrations.RunSQL(KEEP, UNDO)]
