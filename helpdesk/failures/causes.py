"""Explains error codes of deliveries and messages to agents, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

SILENT = _("Le service ne répond pas.")
UNREACHABLE = _("Le service n’est pas joignable.")
BROKEN = _("Le service a une panne.")
REFUSES_US = _("Le service ne reconnaît pas le portail. L’équipe technique doit vérifier la clé partagée.")
REFUSES_CONTENT = _("Le service refuse le contenu du dossier. Relancer ne suffit pas : il faut l’avertir.")
UNEXPECTED_ANSWER = _("Le service a répondu autre chose que ce qui est convenu.")
NOT_DROPPED = _("Le lieu de dépôt ne prend pas le dossier. L’équipe technique doit le vérifier.")
UNKNOWN_FAILURE = _("La transmission a échoué.")
DELIVERIES: Final[dict[str, _StrOrPromise]] = {
    "http_400": REFUSES_CONTENT,
    "http_401": REFUSES_US,
    "http_403": REFUSES_US,
    "http_404": _("L’adresse du service n’existe pas. L’équipe technique doit la vérifier."),
    "http_408": SILENT,
    "http_409": _("Le service traite déjà un envoi de ce dossier."),
    "http_413": _("Le service trouve le dossier trop grand."),
    "http_422": REFUSES_CONTENT,
    "http_425": _("Le service demande d’attendre."),
    "http_429": _("Le service demande d’attendre."),
    "http_502": SILENT,
    "http_503": SILENT,
    "http_504": SILENT,
    "answer_not_understood": UNEXPECTED_ANSWER,
    "ConnectError": UNREACHABLE,
    "ConnectTimeout": UNREACHABLE,
    "ReadTimeout": SILENT,
    "WriteTimeout": SILENT,
    "ReadError": SILENT,
    "WriteError": SILENT,
    "RemoteProtocolError": UNEXPECTED_ANSWER,
    "PoolTimeout": _("Trop de transmissions attendent en même temps."),
}

MAIL_REFUSED = _("Le serveur d’e-mail a refusé le message.")
MAIL_SILENT = _("Le serveur d’e-mail ne répond pas.")
NOT_REACHED = _("Le serveur qui doit le faire n’est pas joignable.")
NO_ANSWER = _("Le serveur qui doit le faire ne répond pas.")
EBOX_REFUSES_US = _("L’e-Box ne reconnaît pas le portail. L’équipe technique doit vérifier la clé.")
OPERATIONS: Final[dict[str, _StrOrPromise]] = {
    "AddressRefused": _(
        "Le serveur du destinataire refuse l’adresse pour de bon. La personne le voit dans son espace."
    ),
    "SMTPRecipientsRefused": _("Le serveur d’e-mail refuse l’adresse pour le moment."),
    "SMTPConnectError": MAIL_SILENT,
    "SMTPServerDisconnected": MAIL_SILENT,
    "ebox_400": _("L’e-Box refuse le message. La personne a la décision dans son espace."),
    "ebox_403": EBOX_REFUSES_US,
    "ebox_401": EBOX_REFUSES_US,
    "ebox_no_token": EBOX_REFUSES_US,
    "ebox_no_key": EBOX_REFUSES_US,
    "ebox_not_understood": _("L’e-Box a répondu autre chose que ce qui est convenu."),
    "ConnectError": NOT_REACHED,
    "ConnectTimeout": NOT_REACHED,
    "name_not_found": NOT_REACHED,
    "ReadTimeout": NO_ANSWER,
    "ReadError": NO_ANSWER,
    "document_pending": _("Un document attend encore l’analyse de l’antivirus."),
    "document_altered": _("Un document a été modifié avant l’envoi."),
    "ConnectionRefusedError": NOT_REACHED,
    "TimeoutError": NO_ANSWER,
    "ScannerUnavailable": _("L’antivirus ne répond pas."),
    "OperationalError": _("La base de données n’a pas répondu."),
    "DoesNotExist": _("Ce qui devait être traité n’existe plus."),
    "GaveUp": _("Le traitement a été coupé chaque fois avant la fin."),
}
UNKNOWN_ERROR = _("Erreur imprévue : transmettez son code à l’équipe technique.")

TOPICS: Final[dict[str, _StrOrPromise]] = {
    "mail.send": _("Envoi d’un e-mail"),
    "complements.remind": _("Rappels des réponses attendues"),
    "deadlines.extend": _("Prolongation des délais après une panne"),
    "dossier.deliver": _("Livraison d’un dossier"),
    "dossier.erase_files": _("Suppression des fichiers d’un dossier anonymisé"),
    "dossier.tell": _("Avis sur ce qui arrive à un dossier"),
    "notices.digests": _("Envoi des récapitulatifs du matin"),
    "notices.digest": _("Récapitulatif du matin d’une personne"),
    "membership.ended": _("Avis sur les brouillons d’un ancien membre"),
    "attachment.scan": _("Analyse d’un document par l’antivirus"),
    "attachment.erase": _("Suppression d’un fichier"),
    "decision.make": _("Préparation du document d’une décision"),
    "receipt.make": _("Préparation d’un accusé de réception"),
    "ebox.send": _("Envoi d’une décision à une e-Box"),
    "webhook.announce": _("Annonce d’un événement aux systèmes reliés"),
    "webhook.send": _("Envoi d’un événement à un système relié"),
    "decision_attachment.scan": _("Analyse d’un document par l’antivirus"),
    "decision_attachment.erase": _("Suppression d’un fichier"),
    "message_document.scan": _("Analyse d’un document par l’antivirus"),
    "message_document.erase": _("Suppression d’un fichier"),
    "gap_request_document.scan": _("Analyse d’un document par l’antivirus"),
    "gap_request_document.erase": _("Suppression d’un fichier"),
}


LANES: Final[dict[str, _StrOrPromise]] = {
    "default": _("Travail du portail"),
    "delivery": _("Transmission des dossiers"),
    "mail": _("Envoi des e-mails"),
    "sealing": _("Documents scellés"),
    "webhook": _("Événements aux systèmes reliés"),
    "ebox": _("Décisions envoyées aux e-Box"),
}


def words_of_lane(queue: str) -> _StrOrPromise:
    """Return what a queue carries."""
    return LANES.get(queue, queue)


def cause_of_delivery(code: str) -> _StrOrPromise:
    """Return why a hand-over failed, by the code that was kept of it."""
    if code.startswith(("drop_", "no_drop_")):
        return NOT_DROPPED
    return DELIVERIES.get(code, BROKEN if code.startswith("http_5") else UNKNOWN_FAILURE)


def cause_of_operation(error: str) -> _StrOrPromise:
    """Return why another operation failed, by the last part of its error's name."""
    name = error.rpartition(".")[2]
    return OPERATIONS.get(name, MAIL_REFUSED if name.startswith("SMTP") else UNKNOWN_ERROR)


def words_of_topic(topic: str) -> _StrOrPromise:
    """Return what an operation does."""
    return TOPICS.get(topic, topic)
