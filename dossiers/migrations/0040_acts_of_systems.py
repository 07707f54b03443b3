"""What a service does may be done by a system of its own: a column beside that of the person who did it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0039_ended_by_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="complementrequest",
            name="asked_by_client",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="dossiers.client",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="decided_by_client",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="dossiers.client",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="author_client",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="dossiers.client",
            ),
        ),
        migrations.AddField(
            model_name="outage",
            name="announced_by_client",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="dossiers.client",
            ),
        ),
        migrations.AddField(
            model_name="readmark",
            name="read_by_client",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="dossiers.client",
            ),
        ),
        migrations.AlterField(
            model_name="complementrequest",
            name="asked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="author",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="outage",
            name="announced_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="readmark",
            name="read_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="complementrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asked_by__isnull", False), ("asked_by_client__isnull", True)),
                    models.Q(("asked_by__isnull", True), ("asked_by_client__isnull", False)),
                    _connector="OR",
                ),
                name="complement_request_has_one_author",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_by__isnull", False), ("decided_by_client__isnull", True)),
                    models.Q(("decided_by__isnull", True), ("decided_by_client__isnull", False)),
                    _connector="OR",
                ),
                name="decision_has_one_author",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("proposed_by", None), ("decided_by_client", None), _connector="OR"),
                name="systems_read_no_proposals",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("author__isnull", False), ("author_client__isnull", True)),
                    models.Q(("author__isnull", True), ("author_client__isnull", False)),
                    _connector="OR",
                ),
                name="message_has_one_author",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("author_client", None), ("side", "service"), _connector="OR"),
                name="systems_write_for_services",
            ),
        ),
        migrations.AddConstraint(
            model_name="outage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("announced_by__isnull", False), ("announced_by_client__isnull", True)),
                    models.Q(("announced_by__isnull", True), ("announced_by_client__isnull", False)),
                    _connector="OR",
                ),
                name="outage_has_one_author",
            ),
        ),
        migrations.AddConstraint(
            model_name="readmark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("read_by__isnull", False), ("read_by_client__isnull", True)),
                    models.Q(("read_by__isnull", True), ("read_by_client__isnull", False)),
                    _connector="OR",
                ),
                name="read_mark_has_one_author",
            ),
        ),
    ]
