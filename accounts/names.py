"""People's names as a search reads them: one expression for the index and for the queries that use it.

Both sides are folded by PostgreSQL's ``folded_words`` (no case, no accents, words apart), so that they agree.
"""

from __future__ import annotations

from django.contrib.postgres.search import SearchQueryField, SearchVectorField
from django.db.models import BooleanField, Func


class NameWords(Func):
    """The folded words of a name in parts, of which none is NULL: nothing stands between it and its index."""

    template = "folded_words(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = SearchVectorField()


class Matches(Func):
    """Whether words satisfy a text-search query, which no parser has touched."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


class NameQuery(Func):
    """What words of a name must match: each word typed begins one of them."""

    function = "name_query"
    output_field = SearchQueryField()


PERSON_WORDS = NameWords("first_name", "last_name")
