"""The demo's sent dossiers, in the hands of the case officer: made through the portal's own services."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any
from unittest.mock import patch
from uuid import uuid4

import pikepdf
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.services import Person, register_person
from dossiers.catalogue.selectors import newest_version
from dossiers.decisions.proposals.services import propose
from dossiers.decisions.services import decide
from dossiers.engine.groups.items import Typed, new_id
from dossiers.filling.attachment_services import change_documents, record_scan
from dossiers.filling.saves import Save
from dossiers.filling.selectors import get_draft
from dossiers.filling.services import create_draft, save_step
from dossiers.gateways.known import PORTAL
from dossiers.handling.note_services import add_note
from dossiers.handling.officers import officer_of
from dossiers.handling.services import take_up
from dossiers.messages.letters import Letter
from dossiers.messages.services import write_to_person, write_to_service
from dossiers.messages.template_services import add_template
from dossiers.models import Delivery, Dossier, MessageTemplate
from dossiers.states import State
from dossiers.submission.delivery import deliver
from dossiers.submission.services import submit
from enterprises.rights.actor import CITIZEN_KEY
from enterprises.rights.checks import enter
from enterprises.rights.permissions import Permission
from monespace.common.authors import SYSTEM
from monespace.common.levels import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accounts.models import User
    from enterprises.rights.actor import Actor

SERVICE = "spw-mobilite"
APPLICANT = Person(national_number="92010199739", first_name="Jeanne", last_name="Petit", language="fr")
NAME = f"{APPLICANT.first_name} {APPLICANT.last_name}"
IDENTITY = {
    "prenom": APPLICANT.first_name,
    "nom": APPLICANT.last_name,
    "email": "jeanne.petit@exemple.be",
}
IBAN = "BE71 0961 2345 6769"
BIKES = ("musculaire", "electrique", "kit", "musculaire", "electrique", "kit")
HOUSING = (
    "Les travaux ont été vérifiés par l’auditeur. Le montant accordé figure dans le courrier de paiement."
)
PATIENCE = 120.0  # seconds
LATE_DAYS = 120  # the limit is ninety
TEXTS = {
    "fr": "Bonjour,\n\nil manque une pièce à votre dossier {reference}. Envoyez-la en réponse à ce message.",
    "de": "Guten Tag,\n\nin Ihrer Akte {reference} fehlt ein Dokument. Senden Sie es als Antwort auf diese "
    "Nachricht.",
    "nl": "Goedendag,\n\ner ontbreekt een document in uw dossier {reference}. Stuur het als antwoord op dit "
    "bericht.",
    "en": "Hello,\n\na document is missing from your case file {reference}. Reply with it to this message.",
}


def make_cases(user: User) -> None:
    """Make what case officers find on a working day, once: received, taken up, answered, decided, late.

    One decision is proposed by ``user``, for a colleague to read: the housing grant is read twice.
    """
    applicant = register_person(actor=SYSTEM, person=APPLICANT)
    if Dossier.objects.filter(owner_user=applicant).exists():
        return
    actor = enter(applicant, CITIZEN_KEY, level=Level.EID, method="eid")
    with _days_ago(LATE_DAYS):
        late = _sent(actor, "prime-velo", _bicycle(BIKES[0]))
    bicycles = [_sent(actor, "prime-velo", _bicycle(bike)) for bike in BIKES[1:]]
    _received, examined, written, decided, again = bicycles
    housing = _sent(actor, "prime-habitation", _works())
    officer = officer_of(user)
    for case in (late, examined, written, decided, housing):
        take_up(actor=officer, dossier_id=case.pk)
    add_note(
        actor=officer, dossier_id=examined.pk, text="La facture est lisible : à vérifier lundi.", key="1"
    )
    for one in (written, again):
        write_to_service(actor=actor, dossier_id=one.pk, letter=_letter("Ma facture est-elle lisible ?"))
    write_to_person(actor=officer, dossier_id=written.pk, letter=_letter("Oui, merci.", seen=1))
    write_to_service(actor=actor, dossier_id=written.pk, letter=_letter("Merci ! Et la décision ?", seen=2))
    decide(actor=officer, dossier_id=decided.pk, outcome=State.ACCEPTED, reasons="Le dossier est complet.")
    propose(actor=officer, dossier_id=housing.pk, outcome=State.ACCEPTED, reasons=HOUSING)
    if not MessageTemplate.objects.filter(service=SERVICE).exists():
        add_template(actor=officer, service=SERVICE, title="Il manque une pièce", texts=TEXTS)


def _bicycle(bike: str) -> dict[str, dict[str, Any]]:
    """Return the answers about a bicycle, step by step."""
    bought = timezone.localdate() - timedelta(days=10)
    return {
        "velo": {"type": bike, "etat": "neuf", "date_achat": f"{bought:%d/%m/%Y}", "prix": "1850"},
        "usage": {"usage": "domicile_travail"},
        "paiement": {"iban": IBAN, "titulaire": NAME, "autre_adresse": "no"},
    }


def _works() -> dict[str, dict[str, Any]]:
    """Return the answers about works in a home of one's own, step by step."""
    home = {"street": "Rue du Pont", "number": "12", "box": "", "postcode": "5000", "locality": "Namur"}
    invoice = {"entrepreneur": "1999990144", "date_facture": f"{timezone.localdate():%d/%m/%Y}"}
    paid = {**invoice, "montant": "9000", "payee": "yes"}
    unpaid = {**invoice, "montant": "3400", "payee": "no", "reste": "400"}
    invoices = [Typed(new_id(), answers).kept() for answers in (paid, unpaid)]
    works = {"audit": "2026-0412", "nature": ["toit"], "factures": invoices}
    return {
        "logement": {"adresse": home, "construction": "avant_1945", "proprietaires": "seul"},
        "travaux": works,
        "pieces": {"compte": IBAN},
    }


def _sent(actor: Actor, slug: str, answers: dict[str, dict[str, Any]]) -> Dossier:
    """Fill in a request with its invoice and send it, and let the service receive it in the portal."""
    dossier = create_draft(
        actor=actor, version=newest_version(slug), token=uuid4().hex, language=APPLICANT.language
    )
    for step, values in ({"identite": IDENTITY} | answers).items():
        save_step(actor=actor, dossier=dossier, step=step, values=values, save=Save.of_nothing())
    draft = get_draft(actor, dossier.pk, Permission.FILL_DOSSIERS)
    invoice: Any = [(draft.file_question("pieces", "facture"), _invoice(NAME))]
    with _without_hurry():
        kept = change_documents(actor=actor, draft=draft, step="pieces", leaving=[], uploads=invoice)
    for document in kept.documents:  # nothing scans while the demo is being prepared
        record_scan(attachment=document, is_clean=True)
    accepted = [declaration.key for declaration in draft.journey.declarations]
    sent = submit(actor=actor, dossier_id=dossier.pk, declarations=accepted, language=APPLICANT.language)
    for delivery in Delivery.objects.of_dossier(sent).filter(gateway=PORTAL):
        deliver(str(delivery.pk))
    return sent


def _invoice(name: str) -> SimpleUploadedFile:
    """Return an invoice to somebody: one page of PDF, empty but for whose it is."""
    invoice, file = pikepdf.new(), BytesIO()
    invoice.add_blank_page()
    invoice.docinfo["/Title"] = f"Facture de {name}, {uuid4()}"
    invoice.save(file)
    return SimpleUploadedFile("facture.pdf", file.getvalue(), content_type="application/pdf")


def _letter(text: str, *, seen: int = 0) -> Letter:
    return Letter(text=text, language=APPLICANT.language, key=uuid4().hex, seen=seen)


@contextmanager
def _without_hurry() -> Iterator[None]:
    """Judge files for as long as it takes: nobody waits for a page here, and a starting machine is slow."""
    with patch.multiple(settings, CLEANING_SECONDS=PATIENCE, CLEANING_WAIT_SECONDS=PATIENCE):
        yield


@contextmanager
def _days_ago(days: int) -> Iterator[None]:
    """Let the services believe that it is so many days earlier: being late takes time."""
    moment = timezone.now() - timedelta(days=days)
    with patch("django.utils.timezone.now", lambda: moment):
        yield
