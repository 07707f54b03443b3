"""A sent dossier may be withdrawn, which stops what is on its way."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

APPEND_ONLY = """
CREATE TRIGGER withdrawal_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON dossiers_withdrawal
    FOR EACH STATEMENT EXECUTE FUNCTION submission_refuse_change();
"""
UNDO = "DROP TRIGGER withdrawal_kept ON dossiers_withdrawal;"


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0019_conversations_by_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="withdrawal",
                        serialize=False,
                        to="dossiers.dossier",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="motif")),
                ("withdrawn_at", models.DateTimeField(verbose_name="retiré le")),
            ],
            options={
                "verbose_name": "retrait",
                "verbose_name_plural": "retraits",
            },
        ),
        migrations.AddField(
            model_name="delivery",
            name="stopped_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="withdrawn_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.RunSQL(APPEND_ONLY, reverse_sql=UNDO),
    ]
