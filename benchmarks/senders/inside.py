"""``python -m benchmarks.senders.inside QUESTION``: benchmarks at work with the portal's own services.

A process of its own, in the portal's environment; it answers with a line of JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import django

from benchmarks.senders.files import invoice
from benchmarks.senders.waiting import backlog, copied, mails
from monespace.demo.environment import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import User
    from dossiers.models import Dossier
    from enterprises.rights.actor import Actor

DEMARCHE = "prime-velo"
LANGUAGE = "fr"


def ask(environment: dict[str, str], question: str, *arguments: object) -> Any:
    """Have a process in the portal's environment answer; raise CalledProcessError when it cannot."""
    command = [sys.executable, "-m", "benchmarks.senders.inside", question, *map(str, arguments)]
    done = subprocess.run(
        command, env=os.environ | environment, cwd=CHECKOUT, check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def people(number: str) -> list[dict[str, Any]]:
    """Return people who may send dossiers, each with the cookies of a browser where they are signed in."""
    from django.test import Client

    from tests.support.client import force_sign_in

    found = []
    for user in _users(int(number)):
        browser = Client()
        force_sign_in(browser, user)
        found.append({name: morsel.value for name, morsel in browser.cookies.items()})
    return found


def drafts(number: str, people: str, has_invoice: str = "1") -> list[list[str]]:
    """Make drafts that lack the last step only, shared by people; return their ids by person.

    Without ``has_invoice`` (« 0 ») the step of the documents is left to who sends them.
    """
    from enterprises.rights.actor import CITIZEN_KEY
    from enterprises.rights.checks import enter
    from monespace.common.levels import Level

    share, left = -(-int(number) // int(people)), int(number)
    made: list[list[str]] = []
    for user in _users(int(people)):
        actor = enter(user, CITIZEN_KEY, level=Level.EID, method="eid")
        first = _draft(actor, has_invoice=has_invoice != "0")
        made.append([str(first.pk), *_copies(first, min(share, left) - 1)])
        left -= len(made[-1])
    return made


def _copies(first: Dossier, number: int) -> list[str]:
    """Write as many drafts like the first, row by row: a person would take minutes to fill them in."""
    from dossiers.models import Attachment, Dossier, StepAnswers

    copies = [copied(first, pk=uuid4()) for _ in range(number)]
    Dossier.objects.bulk_create(copies)
    for rows in (
        StepAnswers.objects.filter(dossier=first),
        Attachment.objects.filter(dossier=first),
    ):
        of_first = list(rows)
        rows.model.objects.bulk_create(
            copied(row, dossier_id=copy.pk, **({"pk": uuid4()} if isinstance(row.pk, UUID) else {}))
            for copy in copies
            for row in of_first
        )
    return [str(copy.pk) for copy in copies]


def _users(number: int) -> list[User]:
    """Return the same people each time."""
    from accounts.profile.services import complete_profile, vouch_for_email
    from accounts.services import Person, register_person
    from monespace.common.authors import SYSTEM
    from tests.support.factories import national_number

    found = []
    for rank in range(number):
        person = Person(
            national_number=national_number(), first_name="Ann", last_name=f"Envoi{rank}", language=LANGUAGE
        )
        user = register_person(actor=SYSTEM, person=person)
        if user.profile_completed_at is None:
            complete_profile(actor=user, language=LANGUAGE, phone="")
            vouch_for_email(actor=SYSTEM, user=user, address=f"envoi{rank}@exemple.be")
        found.append(user)
    return found


def _draft(actor: Actor, *, has_invoice: bool) -> Dossier:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.utils import timezone

    from dossiers.catalogue.selectors import newest_version
    from dossiers.filling.attachment_services import change_documents, record_scan
    from dossiers.filling.saves import Save
    from dossiers.filling.selectors import get_draft
    from dossiers.filling.services import create_draft, save_step
    from enterprises.rights.permissions import Permission

    name = {"prenom": actor.user.first_name, "nom": actor.user.last_name}
    bought = timezone.localdate() - timedelta(days=10)
    answers: dict[str, dict[str, Any]] = {
        "identite": {**name, "email": actor.user.email},
        "velo": {"type": "kit", "etat": "neuf", "date_achat": f"{bought:%d/%m/%Y}", "prix": "1850"},
        "usage": {"usage": "domicile_travail"},
        "paiement": {"iban": "BE71 0961 2345 6769", "titulaire": "Ann", "autre_adresse": "no"},
    }
    dossier = create_draft(
        actor=actor, version=newest_version(DEMARCHE), token=uuid4().hex, language=LANGUAGE
    )
    for step, values in answers.items():
        save_step(actor=actor, dossier=dossier, step=step, values=values, save=Save.of_nothing())
    draft = get_draft(actor, dossier.pk, Permission.FILL_DOSSIERS)
    question: Any = draft.file_question("pieces", "facture")
    kept: list[Any] = []
    while has_invoice and not kept:  # a busy machine has no room for another file: then it is added again
        upload: Any = SimpleUploadedFile("facture.pdf", invoice(), content_type="application/pdf")
        kept = change_documents(
            actor=actor, draft=draft, step="pieces", leaving=[], uploads=[(question, upload)]
        ).documents
    for document in kept:  # found clean without a scanner: its work is no part of this
        record_scan(attachment=document, is_clean=True)
    return dossier


def tend() -> dict[str, int]:
    """Do what a supervisor does on « À reprendre » once all is mended: start again what failed."""
    from accounts.agents import AgentGroup
    from accounts.models import User
    from helpdesk.failures.lots import Why, lots
    from helpdesk.failures.selectors import failing_deliveries
    from helpdesk.failures.services import reopen_lane, retry_delivery, retry_lot
    from monespace.outbox.models import Lane

    supervisor = User.objects.filter(groups__name=AgentGroup.SUPERVISOR).order_by("pk")[0]
    opened = sum(reopen_lane(actor=supervisor, name=lane.name) for lane in Lane.objects.all())
    began = [
        retry_lot(actor=supervisor, why=Why.MENDED_THERE, service=lot.service, code=lot.code, days=None)
        for lot in lots()
    ]
    failing = sum(retry_delivery(actor=supervisor, delivery_id=one.pk) for one in failing_deliveries())
    return {"opened": opened, "refused": sum(began), "failing": failing}


def kept(number: str) -> dict[str, dict[str, Any]]:
    """Return what the portal keeps of every dossier of people, as the judge of chaos takes it."""
    from dossiers.models import Delivery, Dossier, Receipt, Submission
    from dossiers.submission.emails import SUBMITTED
    from monespace.journal.models import Event
    from monespace.mail.models import Mail

    found: dict[str, dict[str, Any]] = {
        str(pk): {
            "reference": reference, "submissions": 0, "sendings": 0, "receipts": 0, "mails": [], "waiting": 0
        }
        for pk, reference in Dossier.objects.filter(owner_user__in=_users(int(number))).values_list(
            "pk", "reference"
        )
    }  # fmt: skip

    def count(what: str, ids: Iterable[Any]) -> None:
        for one in map(str, ids):
            if one in found:
                found[one][what] += 1

    count("submissions", Submission.objects.values_list("dossier_id", flat=True))
    count("receipts", Receipt.objects.values_list("submission__dossier_id", flat=True))
    count("waiting", Delivery.objects.wanted().values_list("submission__dossier_id", flat=True))
    count("sendings", Event.objects.filter(tag="dossier.submitted").values_list("subject_id", flat=True))
    for pk, about in Mail.objects.filter(template=SUBMITTED.template).values_list("pk", "about"):
        if str(about) in found:
            found[str(about)]["mails"].append(str(pk))
    return found


def outbox() -> dict[str, int]:
    """Return how many messages are not done: those that wait, and those that were given up."""
    from monespace.outbox.models import Message

    waiting = Message.objects.filter(done_at=None, failed_at=None)
    return {"waiting": waiting.count(), "given up": Message.objects.given_up().count()}


def flaws() -> list[str]:
    """Return what ``check_integrity`` finds."""
    from monespace.journal.integrity import checks

    return [
        f"{name}: {flaw.where}: {flaw.what}" for name, check in sorted(checks.items()) for flaw in check()
    ]


QUESTIONS = {
    one.__name__: one for one in (people, drafts, tend, kept, outbox, flaws, backlog, mails)
}  # fmt: skip

if __name__ == "__main__":
    django.setup()
    print(json.dumps(QUESTIONS[sys.argv[1]](*sys.argv[2:]), default=str))
