"""Dossiers with a whole life behind them: in every corner stands a word that is looked for later."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone
from psycopg import sql

from dossiers.complements.answering import answer, save_answers
from dossiers.complements.services import ask, cancel
from dossiers.decisions.proposals.services import confirm, propose
from dossiers.filling.saves import Save
from dossiers.handling.note_services import add_note
from dossiers.handling.services import take_up
from dossiers.models import Attachment, Case, Dossier, MessageDocument
from dossiers.retention.erasing import sealed_documents
from dossiers.retention.services import announce_due, erase_due
from dossiers.states import State
from helpdesk.models import Consultation
from monespace.common.fields import SealedJSONField, sealed_columns
from monespace.outbox.testing import drain
from tests.complements.factories import BRAND, PRICE
from tests.cosigning import scene as signing
from tests.filling.samples import pdf
from tests.handling.factories import SERVICE, make_officer
from tests.messages.factories import ask as write
from tests.messages.factories import reply
from tests.submission.definition import ANSWERS, content
from tests.submission.factories import (
    ACCEPTED,
    AttachmentFactory,
    DemarcheVersionFactory,
    SentDossierFactory,
    actor_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD = "zqerasable"
YEARS = 1


def one_year(**changes: Any) -> Any:
    """Return the version of a démarche whose decided dossiers are kept for a year."""
    kept = {"retention": {"drafts_days": 30, "decided_years": YEARS}}
    return DemarcheVersionFactory(content=content(**kept, **changes))


def ended(state: State = State.REFUSED, *, ago: timedelta = timedelta(0), **given: Any) -> Dossier:
    """Return a sent dossier that ended so long ago, of a démarche that keeps it for a year."""
    given = {"demarche_version": one_year(), "ended_at": timezone.now() - ago, **given}
    return SentDossierFactory(state=state, **given)


def past(dossier: Dossier, *, years: int = YEARS) -> Dossier:
    """Announce and erase what is due, as years and a month go by; return the dossier as it then is."""
    told = timezone.now() + timedelta(days=366 * years)
    for act, moment in ((announce_due, told), (erase_due, told + timedelta(days=30))):
        with time_machine.travel(moment, tick=True):
            act()
            drain()
    return Dossier.objects.get(pk=dossier.pk)


def whole_life() -> Dossier:
    """Return a decided dossier: signed by another, examined, completed, talked about, read twice."""
    owner = signing.person(f"{WORD}first", f"{WORD}last", email=f"{WORD}.owner@exemple.be")
    version = one_year(
        cosigners=[signing.OWNER],
        second_reading=True,
        delivery=[{"gateway": "portal", "service": SERVICE}],
    )
    typed = {**ANSWERS["velo"], "marque": f"{WORD} marque", "facture": "yes"}
    dossier = signing.DraftFactory(
        demarche_version=version, owner_user=owner, answers={"velo": typed, "pieces": {}}
    )
    AttachmentFactory(dossier=dossier, original_name=f"{WORD} facture.pdf")
    AttachmentFactory(
        dossier=dossier, original_name=f"{WORD} vieille.pdf", removed_at=timezone.now(), file=""
    )
    _sign(dossier)
    drain()
    case = Case.objects.get(pk=dossier.pk)
    first, second = make_officer(), make_officer()
    take_up(actor=first, dossier_id=case.pk)
    _complete(case, first)
    write(case, f"{WORD} question", uploads=[SimpleUploadedFile(f"{WORD}.pdf", pdf(WORD))])
    reply(first, case, f"{WORD} réponse", uploads=[SimpleUploadedFile(f"{WORD}2.pdf", pdf(WORD))])
    add_note(actor=first, dossier_id=case.pk, text=f"{WORD} note", key="a")
    now = timezone.now()
    Consultation.objects.create(
        agent=first.user,
        dossier=dossier,
        reason=Consultation.Reason.PHONE,
        call_reference=f"{WORD} appel",
        started_at=now,
        ends_at=now + timedelta(minutes=30),
    )
    proposal = propose(actor=first, dossier_id=case.pk, outcome=State.REFUSED, reasons=f"{WORD} motif")
    confirm(actor=second, dossier_id=case.pk, proposal_id=proposal.pk)
    drain()
    return Dossier.objects.get(pk=dossier.pk)


def _sign(dossier: Dossier) -> None:
    """Ask somebody who declines, then somebody who signs."""
    name = f"Ann {WORD}signer"
    ann = signing.person("Ann", f"{WORD}signer", email=f"{WORD}.ann@exemple.be")
    invited = signing.invited(name, f"{WORD}@exemple.be")
    signing.ask(dossier, invited)
    signing.decline(ann, signing.tokens()[-1], f"{WORD} refus")
    signing.ask(dossier, invited)
    signing.sign(ann, signing.tokens()[-1])


def _complete(case: Case, officer: Any) -> None:
    """Ask twice: the first request is called off, the second answered."""
    wanted = {
        "dossier_id": case.pk,
        "due_on": timezone.localdate() + timedelta(days=30),
        "fields": [BRAND, PRICE],
    }
    called_off = ask(actor=officer, text=f"{WORD} annulée", **wanted)
    cancel(actor=officer, dossier_id=case.pk, request_id=called_off.pk, reason=f"{WORD} annulation")
    request = ask(actor=officer, text=f"{WORD} prix ?", **wanted)
    actor = actor_of(case.dossier.owner_user)
    typed = {"marque": f"{WORD} complément", "prix": "999"}
    save_answers(actor=actor, request=request, step="velo", values=typed, save=Save.of_nothing())
    answer(actor=actor, dossier_id=case.pk, request_id=request.pk, declarations=ACCEPTED)


def tables_with(word: str) -> set[str]:
    """Return every table of which a row holds a word anywhere, sealed or not, but those of accounts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = [row[0] for row in cursor.fetchall() if not row[0].startswith("accounts_")]
        found = set()
        for name in names:
            rows = sql.SQL("SELECT EXISTS (SELECT FROM {} AS one WHERE one::text ILIKE %s)")
            cursor.execute(rows.format(sql.Identifier(name)), [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.add(name)
    return found | {table for table, content in _opened() if word in content}


def _opened() -> Iterator[tuple[str, str]]:
    """Yield what is sealed in each table, open."""
    for sealed in sealed_columns():
        if isinstance(sealed.column, SealedJSONField):
            for content in sealed.model._base_manager.values_list(sealed.column.name, flat=True):
                yield sealed.model._meta.db_table, str(content)


def files_of(dossier: Dossier) -> set[str]:
    """Return the names of the files that its rows name, and of those in its folder, that are there."""
    rows = (
        *Attachment.objects.filter(dossier=dossier),
        *MessageDocument.objects.filter(message__dossier=dossier),
        *sealed_documents(dossier),
    )
    folder = f"documents/{dossier.pk}"
    inside = default_storage.listdir(folder)[1] if default_storage.exists(folder) else []
    names = {str(row.file) for row in rows if row.file} | {f"{folder}/{name}" for name in inside}
    return {name for name in names if default_storage.exists(name)}
