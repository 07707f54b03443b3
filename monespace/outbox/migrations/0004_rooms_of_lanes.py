"""What is on its way takes room in its lane; the lane of a correspondent who fails pauses."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("outbox", "0003_found_by_index")]

    operations = [
        migrations.CreateModel(
            name="Lane",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("failures", models.PositiveIntegerField(db_default=0, default=0)),
                ("paused_until", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "file d’un correspondant",
                "verbose_name_plural": "files des correspondants",
            },
        ),
        migrations.AddField(
            model_name="message",
            name="sent_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        AddIndexConcurrently(
            model_name="message",
            index=models.Index(
                fields=["lane"],
                condition=models.Q(("done_at", None), ("failed_at", None), ("sent_at__isnull", False)),
                name="outbox_on_the_way",
            ),
        ),
    ]
