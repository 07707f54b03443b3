"""A dossier is sent again with each complement: its submissions are numbered from 1."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0020_withdrawal")]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="number",
            field=models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="numéro"),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                fields=("dossier", "number"), name="submissions_of_dossier_in_order"
            ),
        ),
        migrations.AlterField(
            model_name="submission",
            name="dossier",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submissions",
                to="dossiers.dossier",
            ),
        ),
    ]
