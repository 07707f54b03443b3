"""Invitations are handed to who goes on managing; whoever ends something says why (ADR 0048)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEEP = """
CREATE OR REPLACE FUNCTION enterprises_keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ending CONSTANT text[] := ARRAY['ended_at', 'ended_by_id', 'end_reason'{more}];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL AND to_jsonb(NEW) - ending = to_jsonb(OLD) - ending THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% can only be ended: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
"""


def reason() -> models.CharField:
    """Return the field of a reason in a person's words."""
    return models.CharField(blank=True, db_default="", max_length=200)


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0015_representatives_ownership"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("gapdesignation", "end_note", reason()),
        migrations.AddField("gapproposal", "close_reason", reason()),
        migrations.AddField("gapproposal", "replacement_reason", reason()),
        migrations.AddField("invitation", "revoke_reason", reason()),
        migrations.AddField(
            "invitation",
            "handed_to",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunSQL(KEEP.replace("{more}", ", 'end_note'"), KEEP.replace("{more}", "")),
    ]
