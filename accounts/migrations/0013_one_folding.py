r"""Texts are folded in one place: ``folded_text``, as monespace.common.folding does; ``folded_words`` builds on it.

The words of names come out as before, but for the Greek sigma at the end of one, which Python and PostgreSQL wrote
each in its way: their index is made anew beside the former one. The body is of the standard's kind (RETURN):
PostgreSQL binds the inner function when it is written, whatever the search path is when an index is made anew.
"""

from django.db import migrations

TEXT = r"""
CREATE FUNCTION folded_text(written text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(replace(replace(replace(replace(
    lower(regexp_replace(normalize(lower(written), NFKD), '[\u0300-\u036f]', '', 'g')),
    'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'þ', 'th'), 'łøđðħŧı’ς', 'loddhti''σ')
"""
WORDS = r"""
CREATE OR REPLACE FUNCTION folded_words(name text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN to_tsvector('simple'::regconfig, regexp_replace(folded_text(name), '[^[:alnum:]]+', ' ', 'g'))
"""
FORMER_WORDS = r"""
CREATE OR REPLACE FUNCTION folded_words(name text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT to_tsvector('simple'::regconfig, regexp_replace(
        translate(replace(replace(replace(replace(
            lower(regexp_replace(normalize(lower(name), NFKD), '[\u0300-\u036f]', '', 'g')),
            'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'þ', 'th'), 'łøđðħŧı', 'loddhti'),
        '[^[:alnum:]]+', ' ', 'g'))
$$
"""


AGAIN = "REINDEX INDEX CONCURRENTLY person_names"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounts", "0012_letters_without_accents")]

    operations = [
        migrations.RunSQL(TEXT, "DROP FUNCTION folded_text(text)"),
        migrations.RunSQL(WORDS, FORMER_WORDS),
        migrations.RunSQL(AGAIN, AGAIN),
    ]
