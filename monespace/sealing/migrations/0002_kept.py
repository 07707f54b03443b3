"""What was sealed never changes."""

from django.db import migrations

KEPT = """
CREATE FUNCTION sealing_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER sealed_document_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON sealing_sealeddocument
    FOR EACH STATEMENT EXECUTE FUNCTION sealing_refuse_change();
"""

UNDO = """
DROP TRIGGER sealed_document_kept ON sealing_sealeddocument;
DROP FUNCTION sealing_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("sealing", "0001_initial")]

    operations = [migrations.RunSQL(KEPT, reverse_sql=UNDO)]
