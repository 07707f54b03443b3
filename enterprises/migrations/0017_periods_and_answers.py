"""Accesses and mandates last five years at most; a proposal says when it was declined.

The constraints are not validated: rows that last longer stay as they are until they end.
"""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q

from enterprises.rights.terms import YearsLater

IN_TIME = Q(ends_on__lte=YearsLater("starts_on"))
ENDED = Q(ended_at__isnull=False)


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0016_endings")]

    operations = [
        migrations.AddField("gapproposal", "declined_at", models.DateTimeField(blank=True, null=True)),
        AddConstraintNotValid(
            "membership",
            models.CheckConstraint(condition=ENDED | IN_TIME, name="membership_lasts_five_years_at_most"),
        ),
        AddConstraintNotValid(
            "mandate",
            models.CheckConstraint(
                condition=ENDED | Q(declined_at__isnull=False) | IN_TIME,
                name="mandate_lasts_five_years_at_most",
            ),
        ),
    ]
