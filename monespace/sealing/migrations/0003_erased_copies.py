"""Our copy of a sealed document may be erased: that this was done, and when, is kept."""

import django.db.models.deletion
from django.db import migrations, models

KEPT = """
CREATE TRIGGER erased_copy_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON sealing_erasedcopy
    FOR EACH STATEMENT EXECUTE FUNCTION sealing_refuse_change();
"""
UNDO = "DROP TRIGGER erased_copy_kept ON sealing_erasedcopy;"


class Migration(migrations.Migration):
    dependencies = [("sealing", "0002_kept")]

    operations = [
        migrations.CreateModel(
            name="ErasedCopy",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="erased_copy",
                        serialize=False,
                        to="sealing.sealeddocument",
                    ),
                ),
                ("erased_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "exemplaire effacé",
                "verbose_name_plural": "exemplaires effacés",
            },
        ),
        migrations.RunSQL(KEPT, reverse_sql=UNDO),
    ]
