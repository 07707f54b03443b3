"""A legal representative, outside the enterprise's space: confirmed by the BCE, then designates the GAP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.person import person_of
from accounts.sessions.typed_forms import gives_typing_back
from accounts.step_up import require_fresh
from enterprises.endings.effects import Effects, effect_lines, with_effects
from enterprises.managers import designation_services, proposal_services, selectors
from enterprises.managers.effects import of_designation, of_replacement, replaced_by
from enterprises.managers.forms import NumberForm, ProposalForm, SelfForm
from enterprises.managers.ownership_services import needs_ownership
from enterprises.managers.representation_services import check_representation
from enterprises.managers.representatives import Representative, get_representative, require_card
from enterprises.managers.views import confirm_cancel, confirm_end
from enterprises.register.models import require_active
from enterprises.rights.models import GapDesignation
from monespace.common.forms import render_form
from monespace.lists.paging import page_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

Kind = GapDesignation.Kind
SELF_DONE = {
    True: _lazy("Vous gérez les accès de l’entreprise, et vous pouvez remplir et envoyer ses dossiers."),
    False: _lazy("Vous gérez maintenant les accès de l’entreprise."),
}


@require_fresh
@gives_typing_back
def represent(request: HttpRequest) -> HttpResponse:
    """Take the number of the enterprise that the person says they represent, and ask the BCE."""
    require_card(request)
    initial = {"number": request.GET.get("numero", "")}
    form = NumberForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        check = check_representation(actor=person_of(request), number=number)
        wanted = "designate" if check.outcome == check.Outcome.REPRESENTS else "representation"
        return redirect(f"enterprises:{wanted}", number=number)
    return render_form(request, "enterprises/gap/represent.html", form)


@require_safe
def representation(request: HttpRequest, number: str) -> HttpResponse:
    """Say what the BCE answered when it did not confirm the person, and what they can do."""
    check = selectors.latest_check(person_of(request), number)
    if check is None or check.outcome == check.Outcome.REPRESENTS:
        return redirect("enterprises:represent")
    return render(request, "enterprises/gap/representation.html", {"check": check, "number": number})


@require_safe
@require_fresh
def designate(request: HttpRequest, number: str) -> HttpResponse:
    """Show who manages the accesses, and what the representative may do about it."""
    actor = get_representative(request, number)
    management = selectors.management_of(actor.enterprise)
    context = {
        "representative": actor,
        "own": selectors.designation_of(actor.user, actor.enterprise),
        "needs_ownership": needs_ownership(actor.user, actor.enterprise),
        **management,
        "managers": page_of(request, management["managers"], parameter="gestionnaires"),
        "proposals": page_of(request, management["proposals"], parameter="propositions"),
    }
    return render(request, "enterprises/gap/designate.html", context)


@require_fresh
@gives_typing_back
def designate_self(request: HttpRequest, number: str) -> HttpResponse:
    """Make the representative the GAP, and Propriétaire if they want, by an answer given for this act."""
    actor = get_representative(request, number)
    own = selectors.designation_of(actor.user, actor.enterprise)
    replaced = replaced_by(actor.enterprise, actor.user)
    goes = of_replacement(actor.enterprise, actor.user)
    form = SelfForm(
        request.POST or None,
        needs_ownership=needs_ownership(actor.user, actor.enterprise),
        replaces=replaced is not None,
    )
    if request.method == "POST" and form.is_valid():
        check = check_representation(actor=actor.user, number=number)
        if check.outcome != check.Outcome.REPRESENTS:
            return redirect("enterprises:representation", number=number)
        now = Representative(user=actor.user, check=check)
        note = form.cleaned_data.get("reason", "")
        designation_services.designate_self(actor=now, takes_ownership=form.takes_ownership, note=note)
        messages.success(request, with_effects(str(SELF_DONE[form.takes_ownership]), goes, actor.user))
        where = "dossiers:dashboard" if form.takes_ownership else "enterprises:members"
        return redirect(where, space=number)
    if own and own.kind == Kind.PRINCIPAL and not form.fields:
        return redirect("enterprises:designate", number=number)
    context = {
        "representative": actor,
        "own": own,
        "replaced": replaced,
        "effect_lines": effect_lines(goes, actor.user),
    }
    return render_form(request, "enterprises/gap/designate_self.html", form, context)


@require_fresh
@gives_typing_back
def designate_colleague(request: HttpRequest, number: str) -> HttpResponse:
    """Send a colleague the link by which they accept to manage the accesses."""
    actor = get_representative(request, number)
    require_active(actor.enterprise)
    replaced = selectors.principal_of(actor.enterprise)
    kinds = [Kind.PRINCIPAL, Kind.CO_GAP] if replaced else [Kind.PRINCIPAL]
    initial = {"language": get_language()}
    form = ProposalForm(request.POST or None, offered=kinds, replaces=replaced is not None, initial=initial)
    if request.method == "POST" and form.is_valid():
        proposal_services.propose(actor=actor, enterprise=actor.enterprise, **form.cleaned_data)
        messages.success(request, _("Le lien est envoyé. Nous vous écrirons dès que la personne répond."))
        return redirect("enterprises:designate", number=number)
    goes = of_designation(replaced) if replaced else Effects()
    context = {"representative": actor, "replaced": replaced, "invitation_count": goes.invitation_count}
    return render_form(request, "enterprises/gap/colleague.html", form, context)


@require_fresh
@gives_typing_back
def end_gap(request: HttpRequest, number: str, designation_id: UUID) -> HttpResponse:
    """Say what ending a designation at once does, ask why, then do."""
    actor = get_representative(request, number)
    designation = selectors.find_designation(actor.enterprise, designation_id)
    back = resolve_url("enterprises:designate", number=number)
    return confirm_end(request, actor=actor, designation=designation, back=back)


@require_POST
@require_fresh
def confirm_proposal(request: HttpRequest, number: str, proposal_id: UUID) -> HttpResponse:
    """Confirm that who accepted is the person meant."""
    actor = get_representative(request, number)
    proposal_services.confirm(actor=actor, proposal=selectors.find_proposal(actor.enterprise, proposal_id))
    messages.success(request, _("Cette personne gère maintenant les accès de l’entreprise."))
    return redirect("enterprises:designate", number=number)


@require_fresh
@gives_typing_back
def cancel_proposal(request: HttpRequest, number: str, proposal_id: UUID) -> HttpResponse:
    """Ask why a proposal is taken back, then do."""
    actor = get_representative(request, number)
    proposal = selectors.find_proposal(actor.enterprise, proposal_id)
    back = resolve_url("enterprises:designate", number=number)
    return confirm_cancel(request, actor=actor, proposal=proposal, back=back)
