"""The members of an enterprise as a file that spreadsheets open."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enterprises.members import Member

BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets take UTF-8 for something else
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def members_csv(members: Iterable[Member]) -> str:
    """Return one line for each member, with semicolons as spreadsheets expect them in Belgium."""
    file = io.StringIO(BYTE_ORDER_MARK)
    file.seek(0, io.SEEK_END)
    writer = csv.writer(file, delimiter=";")
    writer.writerow(
        [
            _("Nom"),
            _("Prénom"),
            _("Rôle"),
            _("Depuis le"),
            _("Jusqu’au"),
            _("Établissement"),
            _("Démarches"),
            _("Gestion des accès"),
        ]
    )
    for member in members:
        writer.writerow([harmless(value) for value in _values(member)])
    return file.getvalue()


def harmless(value: str) -> str:
    """Return ``value`` so that no spreadsheet takes it for a formula."""
    return f"'{value}" if value.startswith(STARTS_FORMULA) else value


def _values(member: Member) -> list[str]:
    person, access, designation = member.person, member.membership, member.designation
    terms = [""] * 5
    if access:
        establishment = access.establishment.number if access.establishment else ""
        period = [access.starts_on.isoformat(), access.ends_on.isoformat()]
        terms = [access.get_role_display(), *period, establishment, ", ".join(access.demarches)]
    manages = designation.get_kind_display() if designation else ""
    return [person.last_name, person.first_name, *terms, manages]
