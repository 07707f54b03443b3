"""What ends, waits or may be forgotten is read from indexes."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("enterprises", "0018_words_of_names")]

    operations = [
        AddIndexConcurrently(
            model_name="membership",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["ends_on"], name="accesses_by_last_day"
            ),
        ),
        AddIndexConcurrently(
            model_name="mandate",
            index=models.Index(
                condition=models.Q(("declined_at", None), ("ended_at", None)),
                fields=["ends_on"],
                name="mandates_by_last_day",
            ),
        ),
        AddIndexConcurrently(
            model_name="invitation",
            index=models.Index(
                condition=models.Q(("accepted_at", None), ("declined_at", None), ("revoked_at", None)),
                fields=["expires_at"],
                name="unanswered_invitations",
            ),
        ),
        AddIndexConcurrently(
            model_name="gapproposal",
            index=models.Index(fields=["closed_at"], name="proposals_by_closing"),
        ),
        AddIndexConcurrently(
            model_name="gapproposal",
            index=models.Index(
                condition=models.Q(("accepted_at", None), ("closed_at", None)),
                fields=["expires_at"],
                name="unanswered_proposals",
            ),
        ),
        AddIndexConcurrently(
            model_name="gaprequest",
            index=models.Index(
                condition=models.Q(("decided_at", None), ("withdrawn_at", None), _negated=True),
                fields=["-requested_at"],
                name="latest_closed_gap_requests",
            ),
        ),
        AddIndexConcurrently(
            model_name="gaprequest",
            index=models.Index(
                Coalesce("decided_at", "withdrawn_at"),
                condition=models.Q(("purged_at", None)),
                name="gap_requests_to_purge",
            ),
        ),
    ]
