"""The words of a list: what columns, roles and languages are called in the four languages, and a few more."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from enterprises.rights.permissions import Role
from enterprises.rights.terms import default_end
from monespace.common.folding import folded_words
from monespace.common.spreadsheets import csv_text

# The columns, in the order that a list without headings has; beside each, how people also call it.
COLUMNS = {
    "email": (_("Adresse e-mail"), "e-mail mail adresse courriel e-mailadresse adres address"),
    "role": (_("Rôle"), "role"),
    "language": (_("Langue"), "lang"),
    "ends_on": (_("Fin de l’accès"), "fin jusqu’au until end bis ende tot einde"),
    "name": (_("Prénom et nom"), "nom name naam"),
    "establishment": (_("Établissement"), "unité niederlassungseinheit vestigingseenheid"),
    "demarches": (_("Démarches"), "démarche"),
}
ROLES = {
    Role.PROPRIETAIRE: "propriétaire inhaberin eigenares",
    Role.COLLABORATEUR: "collaboratrice bearbeiterin mitarbeiter mitarbeiterin medewerker collaborator",
    Role.LECTEUR: "lectrice leserin lezeres",
}


@cache
def column_words() -> dict[str, str]:
    """Return column by word."""
    return {word: name for name, (label, more) in COLUMNS.items() for word in _words(label, name, more)}


@cache
def role_words() -> dict[str, Role]:
    """Return role by word."""
    return {word: role for role, more in ROLES.items() for word in _words(role.label, role.value, more)}


@cache
def language_words() -> dict[str, str]:
    """Return language code by word: codes, and what each language is called in every language."""
    found: dict[str, str] = {}
    for code, own_name in settings.LANGUAGES:
        found |= dict.fromkeys((code, folded_words(own_name)), code)
        for reader, _own_name in settings.LANGUAGES:
            with translation.override(reader):
                found[folded_words(translation.get_language_info(code)["name_translated"])] = code
    return found


def _words(label: object, key: str, more: str) -> set[str]:
    """Return ``label`` in the four languages, ``key`` and the other words, as they are compared."""
    found = {folded_words(key), *(folded_words(word) for word in more.split())}
    for code, _own_name in settings.LANGUAGES:
        with translation.override(code):
            found.add(folded_words(str(label)))
    return found


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
