"""What is kept while somebody types, and is not confirmed by a button yet."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0046_decision_attachments"),
    ]

    operations = [
        migrations.AlterField(
            model_name="stepanswers",
            name="revision",
            field=models.CharField(max_length=40),
        ),
        migrations.AddField(
            model_name="stepanswers",
            name="is_confirmed",
            field=models.BooleanField(default=True, db_default=True),
        ),
        migrations.AddField(
            model_name="stepanswers",
            name="typed_in",
            field=models.CharField(max_length=200, blank=True, default="", db_default=""),
        ),
    ]
