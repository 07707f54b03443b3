-- What the other files draw with: ids, dice, words and numbers, the same for the same seed.

CREATE TEMPORARY TABLE size_word (kind text PRIMARY KEY, words text[]);

CREATE TEMPORARY TABLE size_reference (rank integer PRIMARY KEY, reference text);

CREATE FUNCTION pg_temp.id(kind text, rank bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
'SELECT md5(kind || rank || ''-'' || $seed)::uuid';

CREATE FUNCTION pg_temp.dice(rank bigint, salt integer, sides integer) RETURNS integer LANGUAGE sql IMMUTABLE AS
'SELECT abs(hashint8extended(rank, salt + 1000 * $seed) % sides)::integer';

-- The first words of a list come more often, as some names do.
CREATE FUNCTION pg_temp.word(list text[], rank bigint, salt integer) RETURNS text LANGUAGE sql IMMUTABLE AS
'SELECT list[1 + floor(cardinality(list) * power(pg_temp.dice(rank, salt, 1000000) / 1e6, 1.3))::integer]';

-- A company's number, or an establishment's: eight digits and two that check them.
CREATE FUNCTION pg_temp.bce(first bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
'SELECT lpad(first::text, 8, ''0'') || lpad((97 - first % 97)::text, 2, ''0'')';

CREATE FUNCTION pg_temp.ago(rank bigint, salt integer, days integer) RETURNS timestamptz LANGUAGE sql STABLE AS
'SELECT now() - make_interval(secs => pg_temp.dice(rank, salt, days * 86400))';
