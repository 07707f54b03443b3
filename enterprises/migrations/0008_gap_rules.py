"""No enterprise loses its last access manager except to a recorded vacancy; what the source said stays."""

from django.db import migrations

RULES = """
CREATE FUNCTION enterprises_gap_or_vacancy() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    managed CONSTANT boolean := EXISTS (
        SELECT FROM enterprises_gapdesignation WHERE enterprise_id = NEW.enterprise_id AND ended_at IS NULL
    );
    vacant CONSTANT boolean := EXISTS (
        SELECT FROM enterprises_gapvacancy WHERE enterprise_id = NEW.enterprise_id AND closed_at IS NULL
    );
BEGIN
    IF managed = vacant THEN
        RAISE EXCEPTION 'enterprise % has an access manager or a recorded vacancy, and not both', NEW.enterprise_id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'gap_or_recorded_vacancy';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER gap_or_recorded_vacancy AFTER UPDATE ON enterprises_gapdesignation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION enterprises_gap_or_vacancy();
CREATE CONSTRAINT TRIGGER gap_closes_vacancy AFTER INSERT ON enterprises_gapdesignation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.ended_at IS NULL)
    EXECUTE FUNCTION enterprises_gap_or_vacancy();
CREATE CONSTRAINT TRIGGER gap_or_recorded_vacancy AFTER INSERT OR UPDATE ON enterprises_gapvacancy
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION enterprises_gap_or_vacancy();

CREATE FUNCTION enterprises_keep_checks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% keeps what was answered: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER representation_check_kept BEFORE UPDATE OR DELETE ON enterprises_representationcheck
    FOR EACH ROW EXECUTE FUNCTION enterprises_keep_checks();
"""

UNDO = """
DROP TRIGGER representation_check_kept ON enterprises_representationcheck;
DROP FUNCTION enterprises_keep_checks();
DROP TRIGGER gap_or_recorded_vacancy ON enterprises_gapvacancy;
DROP TRIGGER gap_closes_vacancy ON enterprises_gapdesignation;
DROP TRIGGER gap_or_recorded_vacancy ON enterprises_gapdesignation;
DROP FUNCTION enterprises_gap_or_vacancy();
"""


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0007_gap_journey")]

    operations = [migrations.RunSQL(RULES, UNDO)]
