"""A published version of a démarche never changes: dossiers are pinned to it."""

from django.db import migrations

FREEZE = """
CREATE FUNCTION demarche_version_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published version never changes: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER demarche_version_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON dossiers_demarcheversion
    FOR EACH STATEMENT EXECUTE FUNCTION demarche_version_refuse_change();
"""

UNDO = """
DROP TRIGGER demarche_version_frozen ON dossiers_demarcheversion;
DROP FUNCTION demarche_version_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]

    operations = [migrations.RunSQL(FREEZE, reverse_sql=UNDO)]
