"""What the BCE's codes mean, in four languages: always given whole, so always compared whole."""

from __future__ import annotations

from django.db import connection

LONGEST_LEGAL_FORM = 250

DELETE = """
    DELETE FROM enterprises_registercode AS known WHERE NOT EXISTS (
        SELECT FROM bce_code AS staged
        WHERE (staged.category, staged.code, staged.language) = (known.category, known.code, known.language)
    )
"""
UPDATE = """
    UPDATE enterprises_registercode AS known SET description = staged.description FROM (
        SELECT DISTINCT ON (category, code, language) * FROM bce_code ORDER BY category, code, language, line
    ) AS staged
    WHERE (staged.category, staged.code, staged.language) = (known.category, known.code, known.language)
    AND staged.description <> known.description
"""
INSERT = """
    INSERT INTO enterprises_registercode (category, code, language, description)
    SELECT category, code, language, description FROM bce_code ORDER BY line
    ON CONFLICT (category, code, language) DO NOTHING
"""
RENAME_LEGAL_FORMS = """
    UPDATE enterprises_enterprise AS known SET legal_form = left(form.description, %s)
    FROM enterprises_registercode AS form
    WHERE known.from_bce AND form.category = 'JuridicalForm' AND form.language = 'fr'
    AND form.code = known.legal_form_code AND known.legal_form <> left(form.description, %s)
"""


def update_codes() -> int:
    """Bring the codes up to date, and the legal forms written out on enterprises; return how many changed."""
    changed = 0
    with connection.cursor() as cursor:
        for statement in (DELETE, UPDATE, INSERT):
            cursor.execute(statement)
            changed += cursor.rowcount
        if changed:
            cursor.execute(RENAME_LEGAL_FORMS, [LONGEST_LEGAL_FORM, LONGEST_LEGAL_FORM])
    return changed
