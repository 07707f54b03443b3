"""A representative takes Propriétaire by what the source said of them; nobody else gives themselves an access."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0014_mandate_notices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="representation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="enterprises.representationcheck",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("created_by", None),
                    models.Q(("created_by", models.F("user")), _negated=True),
                    models.Q(
                        ("demarches", []),
                        ("establishment", None),
                        ("representation__isnull", False),
                        ("role", "proprietaire"),
                    ),
                    _connector="OR",
                ),
                name="only_a_representative_gives_themselves_an_access",
            ),
        ),
    ]
