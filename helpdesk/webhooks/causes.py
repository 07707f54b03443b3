"""Explains in plain words why nothing arrives at an address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

REDIRECTS: Final = _("Le système renvoie vers une autre adresse. Indiquez celle-ci directement.")
REFUSES: Final = _("Le système refuse l’envoi. Son équipe doit vérifier l’adresse et le secret.")
BROKEN: Final = _("Le système a une panne.")
SILENT: Final = _("Le système ne répond pas à temps.")
UNREACHABLE: Final = _("Le système n’est pas joignable, ou son certificat n’est pas valable.")
CAUSES: Final[dict[str, _StrOrPromise]] = {
    "address_not_public": _("Ce nom mène à un réseau interne : le portail n’y envoie rien."),
    "name_not_found": _("Ce nom n’existe pas, ou pas pour l’instant."),
    "http_429": _("Le système demande d’attendre."),
    "ConnectError": UNREACHABLE,
    "ConnectTimeout": UNREACHABLE,
    "ReadTimeout": SILENT,
    "WriteTimeout": SILENT,
}
BY_STATUS: Final[dict[str, _StrOrPromise]] = {"http_3": REDIRECTS, "http_4": REFUSES, "http_5": BROKEN}
UNKNOWN: Final = _("Le système a répondu autre chose qu’un accord.")


def cause_of(code: str) -> _StrOrPromise:
    """Return why sending failed, by the code that was kept of it."""
    return CAUSES.get(code) or BY_STATUS.get(code[:6], UNKNOWN)
