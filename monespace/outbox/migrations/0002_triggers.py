"""Committing messages wakes the relays that listen."""

from django.db import migrations

NOTIFY = """
CREATE FUNCTION outbox_wake_relay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('outbox', '');
    RETURN NULL;
END
$$;
CREATE TRIGGER outbox_message_wanted AFTER INSERT ON outbox_message
    FOR EACH STATEMENT EXECUTE FUNCTION outbox_wake_relay();
"""

UNDO = """
DROP TRIGGER outbox_message_wanted ON outbox_message;
DROP FUNCTION outbox_wake_relay();
"""


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]

    operations = [migrations.RunSQL(NOTIFY, reverse_sql=UNDO)]
