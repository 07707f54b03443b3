"""What a GAP does with invitations: sends, sends again, takes back, settles an acceptance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.sessions.typed_forms import gives_typing_back
from accounts.step_up import require_fresh
from enterprises.invitations.answer_services import confirm_acceptance, refuse_acceptance
from enterprises.invitations.errors import AlreadyInvited, SelfInvitation
from enterprises.invitations.forms import InviteForm, SettleForm
from enterprises.invitations.models import Standing
from enterprises.invitations.selectors import get_invitation
from enterprises.invitations.services import invite as send_invitation
from enterprises.invitations.services import resend, revoke
from enterprises.register.models import require_active
from enterprises.rights.door import get_manager
from enterprises.rights.errors import AlreadyMember
from enterprises.rights.forms import REFUSED_TERMS, ReasonForm
from monespace.common.forms import render_form
from monespace.lists.returning import list_address

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_fresh
@gives_typing_back
def invite(request: HttpRequest, space: str) -> HttpResponse:
    """Invite one person; what the enterprise's state refuses is said beside the address."""
    actor, enterprise = get_manager(request, space)
    require_active(enterprise)
    form = InviteForm(request.POST or None, enterprise=enterprise)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = send_invitation(
                actor=actor, invitee=form.invitee, terms=form.terms, message=form.cleaned_data["message"]
            )
        except (AlreadyMember, AlreadyInvited, SelfInvitation) as refusal:
            form.add_error("email", str(refusal.message))
        except REFUSED_TERMS as refusal:
            form.refuse(refusal)
        else:
            said = _("L’invitation est envoyée à %(email)s. Nous vous préviendrons de la réponse.")
            messages.success(request, said % {"email": invitation.email})
            return redirect(list_address(request, "enterprises:members", space=space))
    return render_form(request, "enterprises/invitations/invite.html", form)


@require_fresh
@require_http_methods(["GET", "HEAD", "POST"])
def resend_invitation(request: HttpRequest, space: str, invitation_id: UUID) -> HttpResponse:
    """Ask whether to send another link, then do."""
    actor, enterprise = get_manager(request, space)
    invitation = get_invitation(enterprise, invitation_id)
    if request.method == "POST":
        sent = resend(actor=actor, invitation=invitation)
        said = _("Un nouveau lien est envoyé à %(email)s. Le lien précédent ne fonctionne plus.")
        messages.success(request, said % {"email": sent.email})
        return redirect(list_address(request, "enterprises:members", space=space))
    return render(request, "enterprises/invitations/resend.html", {"invitation": invitation})


@require_fresh
@gives_typing_back
def revoke_invitation(request: HttpRequest, space: str, invitation_id: UUID) -> HttpResponse:
    """Ask whether to take an invitation back, and why, then do."""
    actor, enterprise = get_manager(request, space)
    invitation = get_invitation(enterprise, invitation_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        revoke(actor=actor, invitation=invitation, reason=form.cleaned_data["reason"])
        said = _("L’invitation de %(invitee)s est annulée. Son lien ne fonctionne plus.")
        messages.success(request, said % {"invitee": invitation.invitee})
        return redirect(list_address(request, "enterprises:members", space=space))
    return render_form(request, "enterprises/invitations/revoke.html", form, {"invitation": invitation})


@require_fresh
@require_http_methods(["GET", "HEAD", "POST"])
def settle_invitation(request: HttpRequest, space: str, invitation_id: UUID) -> HttpResponse:
    """Show who accepted beside who was meant, and let the GAP say whether it is the same person."""
    actor, enterprise = get_manager(request, space)
    invitation = get_invitation(enterprise, invitation_id)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["answer"] == "confirm":
            settled = confirm_acceptance(actor=actor, invitation=invitation)
            said = _("L’accès de %(person)s a commencé.")
        else:
            settled = refuse_acceptance(actor=actor, invitation=invitation)
            said = _("%(person)s n’a pas reçu d’accès. L’invitation est close.")
        person = settled.accepted_by.display_name if settled.accepted_by else settled.invitee
        messages.success(request, said % {"person": person})
        return redirect(list_address(request, "enterprises:members", space=space))
    if invitation.standing != Standing.TO_CONFIRM:
        return redirect(list_address(request, "enterprises:members", space=space))
    return render(request, "enterprises/invitations/settle.html", {"invitation": invitation})
