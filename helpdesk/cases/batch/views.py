"""The page of an act on several cases: what goes and what does not, then what came of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext

from accounts.sessions.typed_forms import gives_typing_back
from dossiers.handling.officers import officer_of
from dossiers.states import STATE_WORDS, State
from helpdesk.access import AgentPermission, agents_only
from helpdesk.cases.batch.acts import WORDS, Act, NoCase, chosen_among
from helpdesk.cases.batch.forms import BatchForm
from helpdesk.cases.batch.selectors import planned
from helpdesk.cases.batch.services import do
from helpdesk.cases.selectors import colleagues
from monespace.common.errors import DomainError
from monespace.common.forms import ShownValues, render_form

if TYPE_CHECKING:
    from django.http import HttpResponse

    from helpdesk.access import AgentRequest


@agents_only(AgentPermission.HANDLE_CASES)
@gives_typing_back
def batch(request: AgentRequest) -> HttpResponse:
    """Show which of the chosen cases the act reaches and ask for what it needs; do it once confirmed."""
    officer = officer_of(request.user)
    if request.POST.get("act") not in set(Act):
        return redirect("admin:cases")
    act = Act(request.POST["act"])
    try:
        rows = planned(officer, act, chosen_among(request.POST.getlist("case")), get_language() or "fr")
        if not rows:
            raise NoCase
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("admin:cases")
    is_first = "action" not in request.POST and not isinstance(request.POST, ShownValues)
    people = colleagues(rows[0].case)
    form = BatchForm(None if is_first else request.POST, act=act, colleagues=people)
    going = [row for row in rows if not row.refusal]
    context: dict[str, Any] = {
        "act": act,
        "act_words": WORDS[act],
        "rows": rows,
        "going": going,
    }
    if request.method == "POST" and request.POST.get("action") in {"read", "confirm"} and form.is_valid():
        if request.POST["action"] == "confirm" and going:
            context["done"] = do(actor=officer, act=act, cases=going, **form.terms)
            return _done(request, context)
        context |= {"outcome": State.CLOSED, "outcome_words": STATE_WORDS[State.CLOSED], **form.terms}
    return render_form(request, "helpdesk/cases/batch/batch.html", form, context)


def _done(request: AgentRequest, context: dict[str, Any]) -> HttpResponse:
    """Go back to the queue when all was done; name what was refused otherwise."""
    refused = [one for one in context["done"] if one.refusal]
    count = len(context["done"]) - len(refused)
    said = ngettext("C’est fait pour %(count)s dossier.", "C’est fait pour %(count)s dossiers.", count)
    if count:
        messages.success(request, said % {"count": count})
    if not refused:
        return redirect("admin:cases")
    return render(request, "helpdesk/cases/batch/refused.html", context | {"refused": refused})
