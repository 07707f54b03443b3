"""What was sent may be sealed anew, under another key: its content stays, as its hash shows (ADR 0116)."""

from django.db import migrations

REFUSE = """
CREATE OR REPLACE FUNCTION dossier_refuse_unless_erased() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := to_jsonb(OLD);
{declared}    dossier text := coalesce(was ->> 'dossier_id', was ->> 'case_id',
        (SELECT dossier_id::text FROM dossiers_message WHERE id = (was ->> 'message_id')::uuid));
BEGIN
    IF to_jsonb(NEW) = was || TG_ARGV[0]::jsonb
       AND EXISTS (SELECT FROM dossiers_dossier WHERE id = dossier::uuid AND state = 'anonymised') THEN
        RETURN NEW;
    END IF;
{allowed}    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
"""
# The second argument names the sealed columns; without one nothing is sealed anew.
DECLARED = """    becomes jsonb := to_jsonb(NEW);
    sealed text[] := TG_ARGV[1]::text[];
"""
ALLOWED = """    IF current_setting('monespace.sealing_anew', true) = 'on'
       AND becomes - sealed = was - sealed
       AND NOT EXISTS (
           SELECT FROM unnest(sealed) AS name
            WHERE becomes -> name <> was -> name
              AND (jsonb_typeof(becomes -> name) <> 'string' OR was -> name = '{}')
       ) THEN
        RETURN NEW;
    END IF;
"""
TRIGGER = """
DROP TRIGGER submission_kept_unless_erased ON dossiers_submission;
CREATE TRIGGER submission_kept_unless_erased BEFORE UPDATE ON dossiers_submission FOR EACH ROW
    EXECUTE FUNCTION dossier_refuse_unless_erased(
        '{{"answers": {{}}, "payload": {{}}, "actor": {{}}, "documents": [], "signatories": []}}'{sealed});
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0048_standing_of_drafts")]

    operations = [
        migrations.RunSQL(
            REFUSE.format(declared=DECLARED, allowed=ALLOWED)
            + TRIGGER.format(sealed=", '{answers,payload}'"),
            reverse_sql=TRIGGER.format(sealed="") + REFUSE.format(declared="", allowed=""),
        ),
    ]
