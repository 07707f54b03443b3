"""Words of a name without case or accents, and the indexes that find people and enterprises by them."""

from django.conf import settings
from django.db import migrations

FUNCTION = r"""
CREATE FUNCTION folded_words(name text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT to_tsvector('simple'::regconfig, regexp_replace(
        regexp_replace(
            normalize(replace(replace(lower(name), 'œ', 'oe'), 'æ', 'ae'), NFKD),
            '[\u0300-\u036f]', '', 'g'),
        '[^[:alnum:]]+', ' ', 'g'))
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("helpdesk", "0001_initial"),
        ("enterprises", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION folded_words(text)"),
        migrations.RunSQL(
            "CREATE INDEX person_names ON accounts_user"
            " USING gin (folded_words(first_name || ' ' || last_name))",
            "DROP INDEX person_names",
        ),
        migrations.RunSQL(
            "CREATE INDEX enterprise_names ON enterprises_enterprise USING gin (folded_words(name))",
            "DROP INDEX enterprise_names",
        ),
    ]
