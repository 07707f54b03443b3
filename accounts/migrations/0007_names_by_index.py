"""Names are looked for by the expression their index has, which stands in the model from now on."""

import django.contrib.postgres.indexes
from django.db import migrations

import accounts.names

QUERY = """
CREATE FUNCTION name_query(words text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(string_agg(quote_literal(lexeme) || ':*', ' & '), '')::tsquery
      FROM unnest(folded_words(words))
$$
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_known_devices"), ("helpdesk", "0002_name_search")]

    operations = [
        migrations.RunSQL(QUERY, "DROP FUNCTION name_query(text)"),
        migrations.SeparateDatabaseAndState(  # helpdesk 0002 made it
            state_operations=[
                migrations.AddIndex(
                    model_name="user",
                    index=django.contrib.postgres.indexes.GinIndex(
                        accounts.names.NameWords("first_name", "last_name"), name="person_names"
                    ),
                ),
            ],
        ),
    ]
