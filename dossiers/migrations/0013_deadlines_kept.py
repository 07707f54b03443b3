"""A case bears the last day of its dossier's time limit; an outage that was announced never changes."""

from django.db import migrations

TRIGGERS = """
CREATE FUNCTION case_copy_due_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT due_on INTO NEW.due_on FROM dossiers_dossierdeadline WHERE dossier_id = NEW.dossier_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER case_due_day_copied BEFORE INSERT OR UPDATE ON dossiers_case FOR EACH ROW
    EXECUTE FUNCTION case_copy_due_day();
CREATE FUNCTION deadline_hand_due_day_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE dossiers_case SET due_on = NEW.due_on WHERE dossier_id = NEW.dossier_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER deadline_handed_on AFTER INSERT OR UPDATE OF due_on ON dossiers_dossierdeadline FOR EACH ROW
    EXECUTE FUNCTION deadline_hand_due_day_on();

CREATE FUNCTION outage_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER outage_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON dossiers_outage
    FOR EACH STATEMENT EXECUTE FUNCTION outage_refuse_change();
"""

UNDO = """
DROP TRIGGER outage_kept ON dossiers_outage;
DROP FUNCTION outage_refuse_change();
DROP TRIGGER deadline_handed_on ON dossiers_dossierdeadline;
DROP FUNCTION deadline_hand_due_day_on();
DROP TRIGGER case_due_day_copied ON dossiers_case;
DROP FUNCTION case_copy_due_day();
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0012_deadlines")]

    operations = [migrations.RunSQL(TRIGGERS, reverse_sql=UNDO)]
