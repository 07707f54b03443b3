"""Rows that never change may be emptied once, with their dossier: anonymisation may, and it alone (ADR 0093)."""

from django.db import migrations

EMPTIED = """
CREATE FUNCTION dossier_refuse_unless_erased() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := to_jsonb(OLD);
    dossier text := coalesce(was ->> 'dossier_id', was ->> 'case_id',
        (SELECT dossier_id::text FROM dossiers_message WHERE id = (was ->> 'message_id')::uuid));
BEGIN
    IF to_jsonb(NEW) = was || TG_ARGV[0]::jsonb
       AND EXISTS (SELECT FROM dossiers_dossier WHERE id = dossier::uuid AND state = 'anonymised') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
"""
NOT_EMPTIED = "DROP FUNCTION dossier_refuse_unless_erased();"
HELD = """
CREATE FUNCTION dossier_refuse_erasing_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM dossiers_hold WHERE dossier_id = NEW.id AND ended_at IS NULL) THEN
        RAISE EXCEPTION 'dossier % is held', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'held_dossier_is_not_erased';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER dossier_held BEFORE UPDATE ON dossiers_dossier FOR EACH ROW
    WHEN (NEW.state = 'anonymised' AND OLD.state <> 'anonymised')
    EXECUTE FUNCTION dossier_refuse_erasing_held();
"""
NOT_HELD = """
DROP TRIGGER dossier_held ON dossiers_dossier;
DROP FUNCTION dossier_refuse_erasing_held();
"""
KEPT = {
    "submission": (
        "submission_kept",
        '{"answers": {}, "payload": {}, "actor": {}, "documents": [], "signatories": []}',
    ),
    "decision": ("decision_kept", '{"reasons": "–", "remedies": "–"}'),
    "decisionproposal": ("proposal_kept", '{"reasons": "–"}'),
    "internalnote": ("internal_note_kept", '{"text": "–"}'),
    "message": ("message_kept", '{"text": "–"}'),
    "withdrawal": ("withdrawal_kept", '{"reason": ""}'),
}
"""By table: the trigger that refuses every change, and what an erased row looks like."""
DOCUMENT = "id, message_id, original_name, content_type, size, sha256"


def trigger(name: str, table: str, event: str, each: str, function: str) -> str:
    return (
        f"DROP TRIGGER IF EXISTS {name} ON dossiers_{table};\n"
        f"CREATE TRIGGER {name} BEFORE {event} ON dossiers_{table} FOR EACH {each} EXECUTE FUNCTION {function};\n"
    )


def never(name: str, table: str, event: str) -> str:
    return trigger(name, table, event, "STATEMENT", "submission_refuse_change()")


def unless_erased(name: str, table: str, event: str, erased: str) -> str:
    return trigger(name, table, event, "ROW", f"dossier_refuse_unless_erased('{erased}')")


FORWARD = "".join(
    never(name, table, "DELETE OR TRUNCATE") + unless_erased(f"{name}_unless_erased", table, "UPDATE", erased)
    for table, (name, erased) in KEPT.items()
) + unless_erased(
    "message_document_unchanged", "messagedocument", f"UPDATE OF {DOCUMENT}", '{"original_name": ""}'
)
BACK = "".join(
    f"DROP TRIGGER {name}_unless_erased ON dossiers_{table};\n"
    + never(name, table, "UPDATE OR DELETE OR TRUNCATE")
    for table, (name, _erased) in KEPT.items()
) + never("message_document_unchanged", "messagedocument", f"UPDATE OF {DOCUMENT}")


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0037_retention")]

    operations = [
        migrations.RunSQL(EMPTIED, reverse_sql=NOT_EMPTIED),
        migrations.RunSQL(FORWARD, reverse_sql=BACK),
        migrations.RunSQL(HELD, reverse_sql=NOT_HELD),
    ]
