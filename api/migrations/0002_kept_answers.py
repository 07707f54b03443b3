"""What systems were answered, to be given again."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("api", "0001_initial"),
        ("dossiers", "0035_sent_by_change"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=255)),
                ("fingerprint", models.CharField(max_length=64)),
                ("body", models.TextField()),
                ("etag", models.CharField(max_length=40)),
                ("kept_at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="gardé le")),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dossiers.client"
                    ),
                ),
            ],
            options={
                "verbose_name": "réponse gardée",
                "verbose_name_plural": "réponses gardées",
                "constraints": [
                    models.UniqueConstraint(fields=("client", "key"), name="one_answer_per_client_and_key")
                ],
            },
        ),
    ]
