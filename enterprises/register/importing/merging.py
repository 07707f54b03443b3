"""From the staging tables to the register: set-based statements that write only what differs.

``UPDATE … WHERE … IS DISTINCT FROM`` rather than ``INSERT … ON CONFLICT DO UPDATE WHERE``: the latter locks,
hence writes, every row it meets, changed or not. Each statement works on the numbers from ``low`` up to
``high``, and running it again changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql

from enterprises.register.importing.staging import table

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMES = """
    SELECT entity,
        (array_agg(
            name ORDER BY array_position(ARRAY['fr', '', 'nl', 'de', 'en'], language), name
        ))[1] AS name,
        coalesce(
            jsonb_object_agg(language, name ORDER BY name DESC) FILTER (WHERE language <> ''),
            jsonb_build_object()
        ) AS names
    FROM (
        SELECT *, rank() OVER (
            PARTITION BY entity ORDER BY array_position(ARRAY['001', '003', '002', '004'], kind)
        ) AS place
        FROM bce_denomination
        WHERE usable AND entity >= %(low)s AND entity < %(high)s
    ) AS of_the_best_kind
    WHERE place = 1
    GROUP BY entity
"""
ADDRESSES = """
    SELECT DISTINCT ON (entity) * FROM bce_address
    WHERE usable AND entity >= %(low)s AND entity < %(high)s
    ORDER BY entity, rank, postcode, street, house_number, box, locality, country
"""
ACTIVITIES = """
    SELECT DISTINCT ON (entity) entity, version AS nace_version, code AS nace_code FROM bce_activity
    WHERE usable AND entity >= %(low)s AND entity < %(high)s
    ORDER BY entity, version DESC, activity_group, code
"""
ENTERPRISES_STAGED = """
    SELECT DISTINCT ON (s.entity) s.*, coalesce(left(form.description, 250), '') AS legal_form
    FROM bce_enterprise AS s
    LEFT JOIN enterprises_registercode AS form
        ON form.category = 'JuridicalForm' AND form.code = s.legal_form_code AND form.language = 'fr'
    WHERE s.usable AND s.entity >= %(low)s AND s.entity < %(high)s
    ORDER BY s.entity, s.line
"""
ESTABLISHMENTS_STAGED = """
    SELECT DISTINCT ON (s.entity) s.entity, s.started_on, e.id AS enterprise_id
    FROM bce_establishment AS s
    JOIN enterprises_enterprise AS e ON e.number = s.enterprise
    WHERE s.usable AND s.entity >= %(low)s AND s.entity < %(high)s
    ORDER BY s.entity, s.line
"""


@dataclass(frozen=True)
class Part:
    """What one official file says of an entity: the columns it fills, and the query that gives them."""

    file: str
    columns: tuple[str, ...]
    wanted: str


DENOMINATION = Part("denomination", ("name", "names"), NAMES)
ADDRESS = Part("address", ("country", "postcode", "locality", "street", "house_number", "box"), ADDRESSES)
ACTIVITY = Part("activity", ("nace_version", "nace_code"), ACTIVITIES)
EMPTY = {"names": sql.SQL("jsonb_build_object()")}


@dataclass(frozen=True)
class Register:
    """A table of the register, the file that lists its entities, and the files that describe them."""

    table: str
    listing: Part
    parts: tuple[Part, ...]


ENTERPRISES = Register(
    "enterprises_enterprise",
    Part(
        "enterprise",
        ("kind", "legal_situation_code", "legal_form_code", "legal_form", "started_on"),
        ENTERPRISES_STAGED,
    ),
    (DENOMINATION, ADDRESS, ACTIVITY),
)
ESTABLISHMENTS = Register(
    "enterprises_establishment",
    Part("establishment", ("enterprise_id", "started_on"), ESTABLISHMENTS_STAGED),
    (DENOMINATION, ADDRESS),
)

LISTED = sql.SQL("""
    SELECT number AS entity FROM {register}
    WHERE number >= %(low)s AND number < %(high)s AND from_bce AND stopped_on IS NULL
    AND (%(everything)s OR number IN (SELECT entity FROM {deleted} UNION SELECT entity FROM {staged}))
""")
READ_WHOLE = sql.SQL(" AND number NOT IN (SELECT entity FROM {staged} WHERE NOT usable)")


def insert_new(register: Register) -> sql.Composed:
    """Return the statement that enters entities listed for the first time, with all that is said of them."""
    columns = [(register.listing, column) for column in register.listing.columns]
    columns += [(part, column) for part in register.parts for column in part.columns]
    return sql.SQL("""
        INSERT INTO {register} (number, from_bce, {columns})
        SELECT listing.entity, true, {values} FROM ({listing}) AS listing {parts}
        WHERE NOT EXISTS (SELECT FROM {register} AS known WHERE known.number = listing.entity)
        ON CONFLICT (number) DO NOTHING
    """).format(
        register=sql.Identifier(register.table),
        columns=_list(sql.Identifier(column) for _part, column in columns),
        values=_list(
            sql.Identifier("listing", column) if part is register.listing else _or_empty(part.file, column)
            for part, column in columns
        ),
        listing=sql.SQL(register.listing.wanted),
        parts=sql.SQL(" ").join(
            sql.SQL("LEFT JOIN ({}) AS {} USING (entity)").format(
                sql.SQL(part.wanted), sql.Identifier(part.file)
            )
            for part in register.parts
        ),
    )


def revive(register: Register) -> sql.Composed:
    """Return the statement that brings back what had stopped, without what it was then: all is said anew.

    It writes names too, and counts those.
    """
    columns = [column for part in register.parts for column in part.columns]
    return sql.SQL("""
        WITH back AS (
            UPDATE {register} AS known SET (stopped_on, {columns}) = ROW (NULL::date, {values})
            FROM ({listing}) AS listing
            WHERE known.number = listing.entity AND known.from_bce AND known.stopped_on IS NOT NULL
            RETURNING known.number
        )
        DELETE FROM enterprises_registername AS known USING back WHERE known.entity = back.number
    """).format(
        register=sql.Identifier(register.table),
        columns=_list(map(sql.Identifier, columns)),
        values=_list(EMPTY.get(column, sql.SQL("''")) for column in columns),
        listing=sql.SQL(register.listing.wanted),
    )


def update_listed(register: Register) -> sql.Composed:
    """Return the statement that brings known entities up to date, those entered by hand too.

    A start that is known is not forgotten for one that could not be read.
    """
    columns = register.listing.columns
    read = {"started_on": sql.SQL("COALESCE(listing.started_on, known.started_on)")}
    return sql.SQL("""
        UPDATE {register} AS known SET ({columns}, from_bce, stopped_on) = ROW ({values}, true, NULL::date)
        FROM ({listing}) AS listing
        WHERE known.number = listing.entity
        AND ({current}, known.from_bce, known.stopped_on) IS DISTINCT FROM ({values}, true, NULL::date)
    """).format(
        register=sql.Identifier(register.table),
        columns=_list(map(sql.Identifier, columns)),
        values=_list(read.get(column, sql.Identifier("listing", column)) for column in columns),
        current=_list(sql.Identifier("known", column) for column in columns),
        listing=sql.SQL(register.listing.wanted),
    )


def stop_unlisted(register: Register) -> sql.Composed:
    """Return the statement that marks as stopped what the BCE no longer lists; others are left alone."""
    return sql.SQL("""
        UPDATE {register} AS known SET stopped_on = %(snapshot)s
        WHERE number >= %(low)s AND number < %(high)s AND from_bce AND stopped_on IS NULL
        AND (%(everything)s OR number IN (SELECT entity FROM {deleted}))
        AND NOT EXISTS (SELECT FROM {staged} AS listing WHERE listing.entity = known.number)
    """).format(
        register=sql.Identifier(register.table),
        deleted=table(f"{register.listing.file}_delete"),
        staged=table(register.listing.file),
    )


def update_part(register: Register, part: Part) -> sql.Composed:
    """Return the statement that brings what ``part`` says of listed entities up to date."""
    return sql.SQL("""
        UPDATE {register} AS known SET ({columns}) = ROW ({values})
        FROM ({listed}) AS listed LEFT JOIN ({wanted}) AS {part} USING (entity)
        WHERE known.number >= %(low)s AND known.number < %(high)s
        AND known.number = listed.entity AND ({current}) IS DISTINCT FROM ({values})
    """).format(
        register=sql.Identifier(register.table),
        columns=_list(map(sql.Identifier, part.columns)),
        values=_list(_or_empty(part.file, column) for column in part.columns),
        current=_list(sql.Identifier("known", column) for column in part.columns),
        listed=_listed(register, part) + READ_WHOLE.format(staged=table(part.file)),
        wanted=sql.SQL(part.wanted),
        part=sql.Identifier(part.file),
    )


def delete_names(register: Register) -> sql.Composed:
    """Return the statement that removes names which listed entities no longer bear."""
    return sql.SQL("""
        DELETE FROM enterprises_registername AS known USING ({listed}) AS listed
        WHERE known.entity >= %(low)s AND known.entity < %(high)s AND known.entity = listed.entity
        AND NOT EXISTS (
            SELECT FROM bce_denomination AS staged WHERE staged.entity = known.entity
            AND (staged.language, staged.kind, staged.name) = (known.language, known.kind, known.name)
        )
    """).format(listed=_listed(register, DENOMINATION) + READ_WHOLE.format(staged=table("denomination")))


def insert_names(register: Register) -> sql.Composed:
    """Return the statement that adds the names of listed entities."""
    return sql.SQL("""
        INSERT INTO enterprises_registername (entity, language, kind, name, folded)
        SELECT entity, language, kind, name, folded
        FROM ({listed}) AS listed JOIN bce_denomination AS staged USING (entity)
        WHERE usable AND entity >= %(low)s AND entity < %(high)s
        ON CONFLICT (entity, language, kind, name) DO NOTHING
    """).format(listed=_listed(register, DENOMINATION))


def _listed(register: Register, part: Part) -> sql.Composed:
    """Return the query for the entities in force that the extract may say something new of."""
    return LISTED.format(
        register=sql.Identifier(register.table),
        deleted=table(f"{part.file}_delete"),
        staged=table(part.file),
    )


def _or_empty(relation: str, column: str) -> sql.Composed:
    return sql.SQL("coalesce({}, {})").format(
        sql.Identifier(relation, column), EMPTY.get(column, sql.SQL("''"))
    )


def _list(items: Iterable[sql.Composable]) -> sql.Composed:
    return sql.SQL(", ").join(items)
