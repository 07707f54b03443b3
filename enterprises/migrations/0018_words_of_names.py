"""The words of the register's names are found by an index, whatever PostgreSQL guesses of how common they are."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations

import enterprises.register.models

# Written in PL/pgSQL so that it stays a call with a cost: as bare built-ins, reading a whole table looks cheap.
WORDS = """
CREATE FUNCTION register_words(folded text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 500 AS $$
BEGIN
    RETURN array_to_tsvector(string_to_array(folded, ' '));
END
$$
"""
FORMER = (
    "CREATE INDEX CONCURRENTLY register_name_words ON enterprises_registername"
    " USING gin (array_to_tsvector(string_to_array(folded, ' ')))"
)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("enterprises", "0017_periods_and_answers")]

    operations = [
        migrations.RunSQL(WORDS, "DROP FUNCTION register_words(text)"),
        AddIndexConcurrently(
            model_name="registername",
            index=django.contrib.postgres.indexes.GinIndex(
                enterprises.register.models.RegisterWords("folded"), name="words_of_register_names"
            ),
        ),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS register_name_words", FORMER),
    ]
