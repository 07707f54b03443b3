"""Refusals the portal explains to people: each says what happened in a full sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrOrPromise


class DomainError(Exception):
    """A rule of the portal refuses what was asked; subclasses give the sentence shown to the person.

    ``reason`` is a code, for tests and logs; it never holds personal data. ``retry_after`` says in how many
    seconds the same may be asked again, where that is known.
    """

    message: _StrOrPromise = _("Cette action n’est pas possible pour le moment. Rien n’a été modifié.")
    status = 409
    retry_after: int | None = None

    def __init__(self, reason: str = "", *, message: _StrOrPromise | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        if message is not None:
            self.message = message


class SomeRefused(DomainError):
    """Some of what was chosen is refused: ``names``, as they were given; for systems, which read no page."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        super().__init__()
        self.names = sorted(names)


class Forbidden(DomainError, PermissionDenied):
    """The person sees the object but may not do this: 403, with the reason and who can."""

    message = _("Vous n’avez pas le droit de faire cette action. Rien n’a été modifié.")
    status = 403
    template = "403.html"


class NotVisible(DomainError, Http404):
    """The person may not even know that the object exists: 404."""

    message = _("Cette page n’existe pas, ou vous n’y avez pas accès.")
    status = 404
