"""The folded names of the register lose the letters that monespace.common.folding folds from now on."""

from django.db import migrations

AGAIN = """
UPDATE enterprises_registername
   SET folded = left(translate(replace(replace(folded, 'ß', 'ss'), 'þ', 'th'), 'łøđðħŧı', 'loddhti'), 600)
 WHERE folded ~ '[ßþłøđðħŧı]'
"""


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0019_due_by_index")]

    operations = [migrations.RunSQL(AGAIN, migrations.RunSQL.noop)]
