"""The journal chains itself and refuses to change."""

from django.db import migrations

# The text that is hashed: every part preceded by its length in bytes, so that no two events share one.
CHAIN = """
CREATE FUNCTION journal_chain_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head record;
BEGIN
    PERFORM pg_advisory_xact_lock(
        hashtextextended('journal:' || NEW.subject_type || ':' || NEW.subject_id, 0)
    );
    SELECT sequence, hash, recorded_at INTO head
      FROM journal_event
     WHERE subject_type = NEW.subject_type AND subject_id = NEW.subject_id
     ORDER BY sequence DESC
     LIMIT 1;
    NEW.sequence := coalesce(head.sequence, 0) + 1;
    NEW.recorded_at := greatest(clock_timestamp(), head.recorded_at);
    NEW.previous_hash := coalesce(head.hash, '');
    NEW.hash := (
        SELECT encode(sha256(convert_to(
                   string_agg(octet_length(part) || ':' || part, '' ORDER BY place), 'UTF8')), 'hex')
          FROM unnest(ARRAY[
                   NEW.previous_hash, NEW.subject_type, NEW.subject_id, NEW.sequence::text, NEW.tag,
                   NEW.actor_type, NEW.actor_id, NEW.facts::text,
                   (extract(epoch FROM NEW.recorded_at) * 1000000)::bigint::text
               ]) WITH ORDINALITY AS parts (part, place)
    );
    RETURN NEW;
END
$$;
CREATE TRIGGER journal_event_chained BEFORE INSERT ON journal_event
    FOR EACH ROW EXECUTE FUNCTION journal_chain_event();
"""

APPEND_ONLY = """
CREATE FUNCTION journal_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER journal_event_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_event
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER journal_seal_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_seal
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
"""

UNDO = """
DROP TRIGGER journal_seal_kept ON journal_seal;
DROP TRIGGER journal_event_kept ON journal_event;
DROP TRIGGER journal_event_chained ON journal_event;
DROP FUNCTION journal_refuse_change();
DROP FUNCTION journal_chain_event();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunSQL(CHAIN + APPEND_ONLY, reverse_sql=UNDO)]
