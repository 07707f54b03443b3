"""A list to fill in, as spreadsheets open it."""

from __future__ import annotations

from django.utils.translation import get_language

from enterprises.invitation_lists.words import COLUMNS
from enterprises.lasting import default_end
from enterprises.permissions import Role
from monespace.common.spreadsheets import csv_text

PEOPLE = [
    ("anna.peeters@exemple.be", Role.COLLABORATEUR, "Anna Peeters"),
    ("jean.dupont@exemple.be", Role.LECTEUR, ""),
]


def example_csv() -> str:
    """Return headings and two people, in the reader's language."""
    last_day = f"{default_end():%d/%m/%Y}"
    headings = [str(label) for label, _more in COLUMNS.values()]
    people = [
        [email, str(role.label), get_language() or "fr", last_day, name, "", ""]
        for email, role, name in PEOPLE
    ]
    return csv_text([headings, *people])
