"""Moves a draft to the newest version of its démarche."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction

from dossiers.filling.attachment_services import remove_attachments
from dossiers.filling.models import StepAnswers
from dossiers.filling.selectors import get_draft
from dossiers.filling.services import draft_of, lock_draft, require_draft
from dossiers.upgrades.errors import ChangedAgain
from dossiers.upgrades.selectors import upgrade_of
from enterprises.rights.checks import require
from enterprises.rights.permissions import Permission
from monespace.journal.services import record

if TYPE_CHECKING:
    from dossiers.dossier.models import Dossier
    from dossiers.upgrades.selectors import Upgrade
    from enterprises.rights.actor import Actor


@transaction.atomic
def upgrade_draft(*, actor: Actor, dossier: Dossier, seen: str) -> None:
    """Have a draft follow the newest version; the answers that it does not ask alike are given up.

    ``seen`` names what the person was shown (``Upgrade.seen``). Nothing happens where no newer version takes
    the draft, as on a second press. Every step is given another revision, so that a page opened before does
    not write over the new one (ADR 0039). Raises ChangedAgain, NoLongerDraft.
    """
    require(actor, Permission.FILL_DOSSIERS)
    require_draft(dossier)
    lock_draft(actor=actor, dossier=dossier)
    draft = get_draft(actor, dossier.pk, Permission.FILL_DOSSIERS)
    upgrade = upgrade_of(actor, draft)
    if upgrade is None:
        return
    if upgrade.seen != seen:
        raise ChangedAgain
    _move_answers(upgrade)
    remove_attachments(actor=actor, dossier=dossier, attachments=upgrade.leaving_documents)
    draft_of(actor=actor, dossier=dossier).update(
        demarche_version=upgrade.version, **upgrade.moved.standing._asdict()
    )
    facts = {"before": draft.definition.version, "after": upgrade.version.version, **actor.capacity}
    record("draft.upgraded", actor=actor, subject=dossier, **facts)


def _move_answers(upgrade: Upgrade) -> None:
    rows = StepAnswers.objects.filter(dossier=upgrade.draft.dossier)
    rows.exclude(step__in=upgrade.moved.typed).delete()
    staying = list(rows)
    for row in staying:
        row.values = upgrade.moved.typed[row.step]
        row.revision = uuid4().hex
    StepAnswers.objects.bulk_update(staying, ["values", "revision"])
