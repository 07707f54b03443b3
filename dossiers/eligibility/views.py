"""« Suis-je concerné ? »: one question after the other, then the verdict; nothing is kept (ADR 0111)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from accounts.languages import chosen_language, may_switch_language
from dossiers.catalogue.selectors import newest_definition
from dossiers.eligibility.carried import carry
from dossiers.eligibility.pages import question_context, question_form, retyped_form, verdict_context
from dossiers.eligibility.state import read, written
from dossiers.engine.base import SOURCE_LANGUAGE
from dossiers.engine.eligibility import WrongState, asked_before_sign_in
from monespace.common.clients import client_address
from monespace.common.rate_limits import consume

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from dossiers.engine import Definition
    from dossiers.engine.eligibility import Check


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@cache_control(no_store=True)
@may_switch_language
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask the first question; on POST take an answer and ask the next one, or say the verdict."""
    definition = newest_definition(slug)
    if not asked_before_sign_in(definition):
        return redirect("dossiers:landing", slug=slug)
    consume("eligibility", client_address(request))
    try:
        return answer(request, definition)
    except WrongState:
        return start_again(request, definition)


def answer(request: HttpRequest, definition: Definition) -> HttpResponse:
    """Take the answer that was sent, if one was, and show what comes; WrongState for what is not asked."""
    language, today = get_language() or SOURCE_LANGUAGE, localdate()
    so_far = read(definition, request.POST.get("state", ""), today=today)
    asked = request.POST.get("change") or request.POST.get("asked", "")
    if "change" in request.POST:
        return show(request, so_far, asked, language)
    if not asked:
        return show(request, so_far, so_far.next_question, language)
    form = question_form(so_far, asked, language, request.POST)
    raw = form.raw_values()[asked.partition(".")[2]]
    if chosen_language(request):
        context = question_context(so_far, asked, retyped_form(so_far, asked, raw, language), language)
        return render(request, "dossiers/eligibility/question.html", context)
    if not form.is_valid():
        context = question_context(so_far, asked, form, language)
        return render(request, "dossiers/eligibility/question.html", context, status=422)
    after = read(definition, written(definition, {**so_far.given, asked: raw}), today=today)
    return show(request, after, after.next_question, language)


def show(request: HttpRequest, so_far: Check, asked: str | None, language: str) -> HttpResponse:
    """Show a question, or the verdict when there is none left."""
    if asked is None:
        context = verdict_context(so_far, language)
        context["is_open"] = so_far.definition.is_open(localdate())
        return render(request, "dossiers/eligibility/verdict.html", context)
    form = question_form(so_far, asked, language)
    context = question_context(so_far, asked, form, language)
    return render(request, "dossiers/eligibility/question.html", context)


def start_again(request: HttpRequest, definition: Definition) -> HttpResponse:
    """Say that the answers cannot be read, and lead to the first question."""
    context = {"demarche": definition}
    return render(request, "dossiers/eligibility/start_again.html", context, status=400)


@require_POST
@login_not_required
@cache_control(no_store=True)
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the answers to the person's own browser, and lead to where a request begins."""
    definition = newest_definition(slug)
    if not asked_before_sign_in(definition):
        return redirect("dossiers:landing", slug=slug)
    consume("eligibility", client_address(request))
    try:
        so_far = read(definition, request.POST.get("state", ""), today=localdate())
    except WrongState:
        return start_again(request, definition)
    response = redirect("dossiers:start", slug=slug)
    carry(response, slug, written(definition, so_far.given))
    return response
