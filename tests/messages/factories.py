"""Messages between people and a service, for tests."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from dossiers.messages.letters import Letter
from dossiers.messages.models import Side
from dossiers.messages.services import write_to_person, write_to_service
from dossiers.models import Dossier, Message, MessageDocument, MessageTemplate
from tests.handling.factories import SERVICE
from tests.submission.factories import actor_of
from tests.support.factories import PersonFactory

if TYPE_CHECKING:
    from dossiers.handling.officers import Officer
    from dossiers.models import Case


class MessageFactory(factory.django.DjangoModelFactory):
    """A message of the service."""

    class Meta:
        model = Message

    id = factory.LazyFunction(uuid4)
    number = factory.Sequence(lambda number: number + 1)
    side = Side.SERVICE
    author = factory.SubFactory(PersonFactory)
    text = "Votre facture est illisible."
    language = "fr"
    written_at = factory.LazyFunction(timezone.now)


class MessageDocumentFactory(factory.django.DjangoModelFactory):
    """A document that the service joined to a message."""

    class Meta:
        model = MessageDocument

    message = factory.SubFactory(MessageFactory)
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7", name="modele.pdf"))
    original_name = "modèle.pdf"
    content_type = "application/pdf"
    size = 8
    sha256 = hashlib.sha256(b"%PDF-1.7").hexdigest()
    scan = MessageDocument.Scan.CLEAN


class MessageTemplateFactory(factory.django.DjangoModelFactory):
    """A text that the service of the tests keeps ready."""

    class Meta:
        model = MessageTemplate

    service = SERVICE
    title = factory.Sequence("Modèle {}".format)
    text_fr = text_de = text_nl = text_en = "{reference}"


def letter(text: str = "Bonjour,\n\nma facture suit.", **more: Any) -> Letter:
    """Return what a form brings, of a form of its own unless ``key`` names it."""
    return Letter(text=text, **{"language": "fr", "key": uuid4().hex, **more})


def ask(case: Case, text: str = "Bonjour,\n\nma facture suit.", *, actor: Any = None, **more: Any) -> Message:
    """Let somebody of the dossier's space write, its owner unless ``actor`` does."""
    actor = actor or actor_of(case.dossier.owner_user)
    return write_to_service(actor=actor, dossier_id=case.pk, letter=letter(text, **more))


def reply(officer: Officer, case: Case, text: str = "Merci, c’est en ordre.", **more: Any) -> Message:
    """Let the officer write."""
    return write_to_person(actor=officer, dossier_id=case.pk, letter=letter(text, **more))


def unread(case: Case) -> tuple[int, int]:
    """Return how many messages the dossier says that its people and its service have not read."""
    return Dossier.objects.values_list("unread_by_person", "unread_by_service").get(pk=case.pk)
