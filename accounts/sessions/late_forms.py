"""A form sent too late is kept, sealed, for its person to find again (ADR 0037, 0039, 0063)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.translation import gettext_lazy as _

from accounts.person import person_of
from accounts.sessions.models import KeptForm
from accounts.sessions.new_device import known_here
from accounts.sessions.printed_for import page_key, printed_for
from accounts.sessions.services import KeepsNoMore, keep_form
from accounts.sessions.store import session_of
from accounts.sessions.typed import TOKENS, Lost, TypedForm
from monespace.bodies.excess import files_again
from monespace.common.clients import client_address
from monespace.common.crypto import decrypt
from monespace.common.db import get_or_none
from monespace.common.rate_limits import TooOften, consume

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest, QueryDict
    from django.utils.functional import _StrOrPromise

    from accounts.people.models import User

View = TypeVar("View", bound="Callable[..., Any]")
SENT_TOO_LATE = _(
    "Cette page a été envoyée trop tard : votre session avait pris fin, ou une nouvelle "
    "identification avait eu lieu. Ce que vous y aviez indiqué est de nouveau là, mais pas "
    "encore enregistré. Vérifiez, puis continuez ou enregistrez."
)
NO_LONGER_OPENS = _(
    "Cette page avait été envoyée trop tard, et vous ne pouvez plus l’ouvrir : ce que vous y aviez indiqué "
    "n’est pas enregistré."
)
LOST = {
    Lost.TOO_LARGE: _(
        "Cette page avait été envoyée trop tard. Ce que vous y aviez indiqué était trop long pour être "
        "gardé : rien n’en est gardé ni enregistré. Indiquez-le à nouveau."
    ),
    Lost.TOO_MANY: _(
        "Cette page avait été envoyée trop tard, et d’autres pages après elle. Nous en gardons dix au plus : "
        "rien de celle-ci n’est gardé ni enregistré. Indiquez-le à nouveau."
    ),
}


@dataclass
class LateForm:
    """What the signed-in person sent too late from the page they open now.

    ``is_shown`` says that the page's form holds it.
    """

    typed: TypedForm
    stamp: str
    is_shown: bool = False

    def __iter__(self) -> Iterator[_StrOrPromise]:
        """Yield what the page says of it, sentence by sentence."""
        if self.typed.lost:
            yield LOST[self.typed.lost]
        elif not self.is_shown:
            yield NO_LONGER_OPENS
            return
        else:
            yield SENT_TOO_LATE
        if self.typed.files:
            yield files_again(self.typed.files)


def keeps_late_form(*, aside: frozenset[str]) -> Callable[[View], View]:
    """Mark a view whose form must survive the end of a session or of its token, and too large a body.

    ``aside`` names the inputs of the page itself, which nobody typed. A form with ``excess``, cut, comes to
    such a view (monespace.bodies), to be shown again under status 413: never to be saved.
    """

    def mark(view: View) -> View:
        view.not_typed = aside  # type: ignore[attr-defined]  # read here, when a form comes too late
        view.gives_back_excess = True  # type: ignore[attr-defined]  # read by monespace.bodies
        return view

    return mark


def is_form_of_page(request: HttpRequest, view: Any) -> bool:
    """Whether a view that keeps late forms printed this one, on this very page and for a person."""
    form = printed_for(request)
    return form is not None and hasattr(view, "not_typed") and form.page == page_key(request.path)


NOT_WRITTEN = frozenset({"key", "seen", "shown", "instead_of", "revision", "token", "read_in"})
"""Inputs that are given back with their form, and that nobody wrote."""


def typed_values(request: HttpRequest, view: Any) -> list[str]:
    """Return what somebody wrote or chose in a form that ``view`` would have kept, in the page's order."""
    aside = getattr(view, "not_typed", None)
    if aside is None:
        return []
    return [
        one
        for name, values in request.POST.lists()
        if name not in aside | TOKENS | NOT_WRITTEN
        for one in values
        if one.strip()
    ]


def keep_late_form(request: HttpRequest, view: Any) -> User | None:
    """Keep a form for the person it was printed for, and return who that is; None when it is not kept.

    It must come from their own browser: the one that holds their session, be it over, or that they signed in
    from before.
    """
    if not is_form_of_page(request, view) or (person := _owner(request)) is None:
        return None
    try:
        consume("late_form_of_address", client_address(request))
        consume("late_form", person.pk)
        keep_form(actor=person, page=page_key(request.path), typed=TypedForm.sent(request))
    except (TooOften, KeepsNoMore):
        return None
    return person


def _owner(request: HttpRequest) -> User | None:
    """Return the person for whom the form was printed, if the browser is theirs."""
    form, session = printed_for(request), session_of(request)
    if form is None:
        return None
    for known in (session.user, session.late_user):
        if known and known.pk == form.person:
            return known
    return known_here(request, form.person)


def find_late_form(request: HttpRequest, view: Any) -> LateForm | None:
    """Return what the signed-in person sent too late from this page.

    It costs no statement when nothing is kept of them.
    """
    row = session_of(request).row if request.user.is_authenticated and hasattr(view, "not_typed") else None
    if row is None or not row.has_late_forms:
        return None
    kept = get_or_none(KeptForm.objects.of(person_of(request), page_key(request.path)))
    return LateForm(TypedForm.from_text(decrypt(kept.encrypted_values)), kept.stamp) if kept else None


def kept_values(request: HttpRequest) -> QueryDict | None:
    """Return what the page that is opened gives back, for its form to show; None for nothing."""
    late: LateForm | None = request.late_form  # type: ignore[attr-defined]  # set by LateFormMiddleware
    if late is None or late.typed.lost:
        return None
    late.is_shown = True
    return late.typed.query
