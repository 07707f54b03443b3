"""A dossier's state changes only on the ways of ``dossiers.states.TRANSITIONS``, and its case bears the same."""

from django.db import migrations

GUARD = """
CREATE FUNCTION dossier_guard_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = ANY (CASE OLD.state
        WHEN 'draft' THEN ARRAY['submitted', 'discarded', 'expired']
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
CREATE TRIGGER dossier_state_guarded BEFORE UPDATE ON dossiers_dossier FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION dossier_guard_state();

CREATE FUNCTION case_copy_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT state INTO NEW.state FROM dossiers_dossier WHERE id = NEW.dossier_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER case_state_copied BEFORE INSERT OR UPDATE ON dossiers_case FOR EACH ROW
    EXECUTE FUNCTION case_copy_state();
CREATE FUNCTION dossier_hand_state_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE dossiers_case SET state = NEW.state WHERE dossier_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER dossier_state_handed_on AFTER UPDATE ON dossiers_dossier FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION dossier_hand_state_on();
"""

UNDO = """
DROP TRIGGER dossier_state_handed_on ON dossiers_dossier;
DROP FUNCTION dossier_hand_state_on();
DROP TRIGGER case_state_copied ON dossiers_case;
DROP FUNCTION case_copy_state();
DROP TRIGGER dossier_state_guarded ON dossiers_dossier;
DROP FUNCTION dossier_guard_state();
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0008_handling")]

    operations = [migrations.RunSQL(GUARD, reverse_sql=UNDO)]
