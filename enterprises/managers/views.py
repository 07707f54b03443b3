"""Inside an enterprise's space: who manages the accesses, a co-GAP proposed or removed, resigning.

What is asked before a designation or a proposal ends is the same whoever may end it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.person import person_of
from accounts.sessions.typed_forms import gives_typing_back
from accounts.step_up import require_fresh
from enterprises.endings.effects import Effects, effect_lines, with_effects
from enterprises.managers import designation_services, proposal_services, selectors
from enterprises.managers.effects import of_designation, replaced_by
from enterprises.managers.errors import SAID, OwnProposal
from enterprises.managers.forms import ProposalForm
from enterprises.register.models import require_active
from enterprises.rights.door import get_insider, get_manager
from enterprises.rights.forms import IN_MAIL_TOO, ReasonForm
from enterprises.rights.models import GapDesignation
from enterprises.rights.permissions import Permission
from monespace.common.forms import render_form
from monespace.lists.paging import page_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from enterprises.managers.models import GapProposal
    from enterprises.managers.representatives import Representative
    from enterprises.rights.actor import Actor


@require_safe
def gap(request: HttpRequest, space: str) -> HttpResponse:
    """Show who manages the accesses, since when, and what brings somebody when nobody does."""
    actor, enterprise = get_insider(request, space, Permission.SEE_MEMBERS)
    management = selectors.management_of(enterprise)
    context = {
        "own": selectors.designation_of(actor.user, enterprise),
        "history": page_of(request, selectors.former_managers(enterprise), parameter="terminees"),
        **management,
        "managers": page_of(request, management["managers"], parameter="gestionnaires"),
        "proposals": page_of(request, management["proposals"], parameter="propositions"),
    }
    return render(request, "enterprises/gap/gap.html", context)


@require_fresh
@gives_typing_back
def propose_co_gap(request: HttpRequest, space: str) -> HttpResponse:
    """Send a colleague the link by which they accept to help managing the accesses."""
    actor, enterprise = get_manager(request, space)
    require_active(enterprise)
    initial = {"language": get_language()}
    form = ProposalForm(request.POST or None, offered=[GapDesignation.Kind.CO_GAP], initial=initial)
    if request.method == "POST" and form.is_valid():
        proposal_services.propose(actor=actor, enterprise=enterprise, **form.cleaned_data)
        messages.success(request, _("Le lien est envoyé. Nous vous écrirons dès que la personne répond."))
        return redirect("enterprises:gap", space=space)
    return render_form(request, "enterprises/gap/co_gap.html", form)


@require_fresh
@gives_typing_back
def end_co_gap(request: HttpRequest, space: str, designation_id: UUID) -> HttpResponse:
    """Say what removing a co-GAP does, ask why, then do."""
    actor, enterprise = get_manager(request, space)
    designation = selectors.find_designation(enterprise, designation_id)
    back = resolve_url("enterprises:gap", space=space)
    return confirm_end(request, actor=actor, designation=designation, back=back)


@require_POST
@require_fresh
def confirm_co_gap(request: HttpRequest, space: str, proposal_id: UUID) -> HttpResponse:
    """Confirm that who accepted is the person meant."""
    actor, enterprise = get_manager(request, space)
    proposal_services.confirm(actor=actor, proposal=selectors.find_proposal(enterprise, proposal_id))
    messages.success(request, _("Cette personne gère maintenant les accès de l’entreprise."))
    return redirect("enterprises:gap", space=space)


@require_fresh
@gives_typing_back
def cancel_co_gap(request: HttpRequest, space: str, proposal_id: UUID) -> HttpResponse:
    """Ask why a proposal is taken back, then do."""
    actor, enterprise = get_manager(request, space)
    proposal = selectors.find_proposal(enterprise, proposal_id)
    back = resolve_url("enterprises:gap", space=space)
    return confirm_cancel(request, actor=actor, proposal=proposal, back=back)


@require_fresh
@gives_typing_back
def resign(request: HttpRequest, space: str) -> HttpResponse:
    """Say what resigning does, ask why, then give the designation back; twice is once."""
    if request.method == "POST" and selectors.has_resigned(person_of(request), space):
        return redirect("enterprises:spaces")
    actor, enterprise = get_manager(request, space)
    form = ReasonForm(request.POST or None)
    own = selectors.designation_of(actor.user, enterprise)
    goes = of_designation(own, reason=own.EndReason.RESIGNED) if own else Effects()
    if request.method == "POST" and form.is_valid():
        designation_services.resign(actor=actor, note=form.cleaned_data["reason"])
        said = _("Vous ne gérez plus les accès de cette entreprise.")
        messages.success(request, with_effects(said, goes, actor.user))
        return redirect("enterprises:spaces")
    context = {"is_last": goes.leaves_nobody, "effect_lines": effect_lines(goes, actor.user)}
    return render_form(request, "enterprises/gap/resign.html", form, context)


Kind = GapDesignation.Kind


@require_http_methods(["GET", "HEAD", "POST"])
@require_fresh
def proposal(request: HttpRequest, token: str) -> HttpResponse:
    """Say what is proposed and by whom; on POST accept or decline (``action``)."""
    person = person_of(request)
    if request.method != "POST":
        found = selectors.get_proposal(token)
        replaced = replaced_by(found.enterprise, person) if found.representation_id else None
        goes = of_designation(replaced, successor=person) if replaced else Effects()
        context = {
            "proposal": found,
            "own": OwnProposal.message if found.created_by_id == person.pk else "",
            "is_accepted_by_me": found.accepted_by_id == person.pk,
            "said": SAID[found.standing],
            "replaced": replaced if found.kind == Kind.PRINCIPAL else None,
            "effect_lines": effect_lines(goes, person),
        }
        return render(request, "enterprises/gap/proposal.html", context)
    if request.POST.get("action") == "decline":
        proposal_services.decline(actor=person, token=token)
        messages.success(request, _("Vous avez refusé. La personne qui vous l’a proposé en est informée."))
        return redirect("enterprises:spaces")
    if request.POST.get("action") != "accept":
        return redirect("enterprises:proposal", token=token)
    accepted = proposal_services.accept(actor=person, token=token)
    if accepted.designation and accepted.designation.ended_at is None:
        messages.success(request, _("Vous gérez maintenant les accès de l’entreprise."))
        return redirect("enterprises:members", space=accepted.enterprise.number)
    return redirect("enterprises:proposal", token=token)


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
        "effect_lines": effect_lines(goes, actor.user),
        "leaves_nobody": goes.leaves_nobody,
        "back_url": back,
        **words,
    }
    return render_form(request, "enterprises/endings/confirm.html", form, context)
