"""Gives a company's dossiers out as a file: journaled, bounded, read in parts as it is sent."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dossiers.catalogue.published import title_of
from dossiers.dossier.models import Dossier
from dossiers.engine.base import SOURCE_LANGUAGE
from dossiers.following.chosen import chosen
from dossiers.following.table.errors import TooManyToExport
from dossiers.following.table.selectors import table_rows
from dossiers.states import State
from enterprises.rights.checks import require_now
from enterprises.rights.permissions import Permission
from monespace.common.rate_limits import consume
from monespace.common.spreadsheets import csv_lines
from monespace.journal.services import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from dossiers.following.chosen import Wanted
    from dossiers.following.table.selectors import Offered, TableRow
    from enterprises.register.models import Enterprise
    from enterprises.rights.actor import Actor

MOST_EXPORTED: Final = 20_000
AT_ONCE: Final = 500


@transaction.atomic
def export_dossiers(
    *, actor: Actor, enterprise: Enterprise, wanted: Wanted, offered: Offered
) -> Iterator[str]:
    """Return lines of CSV about the dossiers that are wanted, in their order, and journal how many.

    What goes is settled here; the lines are read from the database as they are taken. Raises Forbidden,
    NotVisible, TooManyToExport, TooOften.
    """
    require_now(actor, Permission.READ_DOSSIERS)
    consume("export_dossiers", actor.user.pk)
    keys = list(chosen(actor, wanted).values_list("pk", flat=True)[: MOST_EXPORTED + 1])
    if len(keys) > MOST_EXPORTED:
        raise TooManyToExport
    record("dossiers.exported", actor=actor, subject=enterprise, dossiers=len(keys))
    headings = [
        _("Référence"),
        _("Démarche"),
        _("État"),
        _("Commencé le"),
        _("Envoyé le"),
        _("Par"),
        _("Établissement"),
        _("Numéro de l’établissement"),
        _("Décision au plus tard le"),
        _("Dernier changement"),
    ]
    # In the reader's language now: lines are taken once the request is over.
    states = {str(state): str(state.label) for state in State}
    language = get_language() or SOURCE_LANGUAGE
    return csv_lines(chain([headings], _rows(actor, keys, offered, states, language)))


def _rows(
    actor: Actor,
    keys: Sequence[UUID],
    offered: Offered,
    states: Mapping[str, str],
    language: str,
) -> Iterator[list[str]]:
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        found = Dossier.objects.in_bulk(part)
        for row in table_rows(actor, [found[key] for key in part], offered):
            yield _values(row, states, language)


def _values(row: TableRow, states: Mapping[str, str], language: str) -> list[str]:
    dossier, place = row.dossier, row.place
    return [
        dossier.reference or "",
        title_of(dossier.demarche_version_id, language),
        states[dossier.state],
        _day(dossier.created_at),
        _day(dossier.submitted_at),
        row.person,
        place.display_name if place else "",
        place.number if place else "",
        row.due_on.isoformat() if row.due_on else "",
        _day(dossier.updated_at),
    ]


def _day(moment: datetime | None) -> str:
    """Return the day in Belgium, as spreadsheets read days in every language."""
    return localtime(moment).date().isoformat() if moment else ""
