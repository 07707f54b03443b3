"""Begins a draft with the answers of a dossier that was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from dossiers.again.errors import NothingSent
from dossiers.again.selectors import answers_to_take
from dossiers.catalogue.published import definition_of, published_definition
from dossiers.catalogue.selectors import newest_version
from dossiers.filling.models import StepAnswers
from dossiers.filling.services import create_draft, put_first_answers
from dossiers.receipts.selectors import is_proved
from dossiers.submission.models import Submission
from monespace.journal.services import record

if TYPE_CHECKING:
    from dossiers.dossier.models import Dossier
    from enterprises.rights.actor import Actor


@transaction.atomic
def begin_again(*, actor: Actor, dossier: Dossier, token: str, language: str) -> Dossier:
    """Return a draft of the démarche's newest version that holds the answers of ``dossier`` as sent last.

    ``dossier`` is one that the actor may read. The page's token makes a second press the same draft, which
    keeps what was changed in it since. Raises NothingSent, and what ``create_draft`` raises.
    """
    if not is_proved(dossier):
        raise NothingSent
    sent = Submission.objects.of(dossier).latest("number")
    version = newest_version(dossier.demarche_version.demarche.slug)
    draft = create_draft(
        actor=actor,
        version=version,
        token=token,
        language=language,
        establishment_id=dossier.establishment_id,
    )
    if StepAnswers.objects.filter(dossier=draft).exists():
        return draft
    newest, sent_by = published_definition(version), definition_of(sent.demarche_version_id)
    taken = answers_to_take(sent.answers, sent_by=sent_by, newest=newest)
    put_first_answers(actor=actor, dossier=draft, answers=taken)
    record("dossier.begun_again", actor=actor, subject=draft, model=str(dossier.pk))
    return draft
