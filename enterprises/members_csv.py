"""The members of an enterprise as a file that spreadsheets open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from monespace.common.spreadsheets import csv_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enterprises.members import Member


def members_csv(members: Iterable[Member]) -> str:
    """Return one line for each member."""
    headings = [
        _("Nom"),
        _("Prénom"),
        _("Rôle"),
        _("Depuis le"),
        _("Jusqu’au"),
        _("Établissement"),
        _("Démarches"),
        _("Gestion des accès"),
        _("Dernière utilisation"),
    ]
    return csv_text([headings, *map(_values, members)])


def _values(member: Member) -> list[str]:
    person, access, designation = member.person, member.membership, member.designation
    terms, last_use = [""] * 5, ""
    if access:
        establishment = access.establishment.number if access.establishment else ""
        period = [access.starts_on.isoformat(), access.ends_on.isoformat()]
        terms = [access.get_role_display(), *period, establishment, ", ".join(access.demarches)]
        last_use = member.last_used_on.isoformat() if member.last_used_on else _("jamais")
    manages = designation.get_kind_display() if designation else ""
    return [person.last_name, person.first_name, *terms, manages, last_use]
