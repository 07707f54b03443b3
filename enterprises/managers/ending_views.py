"""Pages that ask before a designation or a proposal of an access manager ends, whoever may end it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from enterprises.endings.effects import Effects, effect_lines, with_effects
from enterprises.managers import designation_services, proposal_services
from enterprises.managers.effects import of_designation
from enterprises.rights.forms import IN_MAIL_TOO, ReasonForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from enterprises.managers.models import GapProposal
    from enterprises.managers.representatives import Representative
    from enterprises.rights.actor import Actor
    from enterprises.rights.models import GapDesignation


def confirm_end(
    request: HttpRequest, *, actor: Actor | Representative, designation: GapDesignation, back: str
) -> HttpResponse:
    """Ask why a person no longer manages the accesses, saying what goes with it; then end it, once."""
    form = ReasonForm(request.POST or None, read_in=IN_MAIL_TOO)
    goes, person = of_designation(designation), designation.user.display_name
    if request.method == "POST" and form.is_valid():
        designation_services.end_designation(
            actor=actor, designation=designation, note=form.cleaned_data["reason"]
        )
        said = _("%(person)s ne gère plus les accès.") % {"person": person}
        messages.success(request, with_effects(said, goes, actor.user))
        return redirect(back)
    context = {
        "title": _("Retirer la gestion des accès à %(person)s ?") % {"person": person},
        "sentence": _("Cela vaut tout de suite. Si la personne a un rôle dans les dossiers, elle le garde."),
        "button": _("Retirer"),
    }
    return _page(request, form, goes, actor, back, **context)


def confirm_cancel(
    request: HttpRequest, *, actor: Actor | Representative, proposal: GapProposal, back: str
) -> HttpResponse:
    """Ask why a proposal is taken back, then cancel it, once."""
    form = ReasonForm(request.POST or None)
    goes = Effects(proposals=[] if proposal.closed_at else [proposal])
    if request.method == "POST" and form.is_valid():
        proposal_services.cancel(actor=actor, proposal=proposal, reason=form.cleaned_data["reason"])
        messages.success(request, _("La proposition est annulée : son lien ne fonctionne plus."))
        return redirect(back)
    context = {
        "title": _("Annuler la proposition faite à %(person)s ?") % {"person": proposal.proposed_name},
        "sentence": _("Le lien envoyé ne fonctionnera plus. Vous pourrez proposer à nouveau cette personne."),
        "button": _("Annuler la proposition"),
    }
    return _page(request, form, goes, actor, back, **context)


def _page(
    request: HttpRequest,
    form: ReasonForm,
    goes: Effects,
    actor: Actor | Representative,
    back: str,
    **words: str,
) -> HttpResponse:
    """Show what goes, and the form; with its mistakes when it was sent with some."""
    context = {
        "form": form,
        "effect_lines": effect_lines(goes, actor.user),
        "leaves_nobody": goes.leaves_nobody,
        "back_url": back,
        **words,
    }
    return render(request, "enterprises/endings/confirm.html", context, status=422 if form.errors else 200)
