"""The profile, the first page of a new person, and the address that proves itself by a code."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.gate import needs_profile
from accounts.languages import remember_language
from accounts.next_url import safe_next
from accounts.person import is_email_refused, person_of
from accounts.profile import services
from accounts.profile.forms import CodeForm, EmailForm, ProfileForm, WelcomeForm, code_refusal
from accounts.services import change_profile
from accounts.sessions.limits import limits_of
from accounts.sessions.typed_forms import gives_typing_back
from monespace.common.rate_limits import consume

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@needs_profile(False)
@gives_typing_back
def profile(request: HttpRequest) -> HttpResponse:
    """Show what the administration knows, and let the person say how to be reached."""
    person = person_of(request)
    form = ProfileForm(request.POST or None, initial=ProfileForm.values_of(person))
    if request.method == "POST" and form.is_valid():
        change_profile(actor=person, **form.cleaned_data)
        messages.success(request, _("Votre profil est enregistré."))
        response = redirect("accounts:profile")
        remember_language(response, form.cleaned_data["language"])
        return response
    context = {"form": form, "limits": limits_of(person), "email_refused": is_email_refused(person)}
    return render(request, "accounts/profile.html", context)


@needs_profile(False)
@gives_typing_back
def welcome(request: HttpRequest) -> HttpResponse:
    """Ask a new person for language and address, then lead where they were going; others go there at once."""
    person, next_url = person_of(request), safe_next(request)
    if person.profile_completed_at:
        return redirect(next_url or "accounts:profile")
    known = {**ProfileForm.values_of(person), "email": person.pending_email or person.email}
    form = WelcomeForm(request.POST or None, initial=known)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/welcome.html", {"form": form, "next": next_url})
    if form.answers["email"]:
        consume("email_code_send", person.pk)
    services.complete_profile(actor=person, **form.answers)
    if form.answers["email"]:
        response = redirect(_with_next("accounts:email_code", next_url))
    else:
        messages.info(request, _("Vous suivrez vos dossiers ici, dans Mon Espace : pensez à revenir voir."))
        response = redirect(next_url or settings.LOGIN_REDIRECT_URL)
    remember_language(response, form.answers["language"])
    return response


@needs_profile(False)
@gives_typing_back
def email(request: HttpRequest) -> HttpResponse:
    """Ask for another address; nothing changes before it proves itself."""
    form = EmailForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/email.html", {"form": form})
    consume("email_code_send", person_of(request).pk)
    services.ask_email(actor=person_of(request), address=form.cleaned_data["email"])
    return redirect("accounts:email_code")


@needs_profile(False)
@sensitive_post_parameters("code")
@gives_typing_back
def email_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code sent to the pending address; the right one takes the address into use."""
    person, next_url = person_of(request), safe_next(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        consume("email_code_try", person.pk)
        check = services.confirm_email(actor=person, code=form.cleaned_data["code"])
        if check.outcome is services.Outcome.CONFIRMED:
            messages.success(request, _("Votre adresse e-mail est confirmée."))
            return redirect(next_url or "accounts:profile")
        form.add_error("code", code_refusal(check))
    elif not person.pending_email:
        return redirect(next_url or "accounts:profile")
    later_url = next_url or resolve_url(settings.LOGIN_REDIRECT_URL)
    return render(
        request, "accounts/email_code.html", {"form": form, "next": next_url, "later_url": later_url}
    )


@require_POST
@needs_profile(False)
def email_resend(request: HttpRequest) -> HttpResponse:
    """Send another code to the pending address."""
    consume("email_code_send", person_of(request).pk)
    services.send_code_again(actor=person_of(request))
    messages.success(request, _("Un nouveau code est en route. Le précédent ne sert plus."))
    return redirect(_with_next("accounts:email_code", safe_next(request)))


@require_POST
@needs_profile(False)
def email_cancel(request: HttpRequest) -> HttpResponse:
    """Keep the address in use and forget the pending one."""
    services.cancel_email(actor=person_of(request))
    messages.success(request, _("Le changement d’adresse est annulé."))
    return redirect("accounts:profile")


@require_POST
@needs_profile(False)
def email_remove(request: HttpRequest) -> HttpResponse:
    """Stop writing to the person."""
    services.remove_email(actor=person_of(request))
    messages.success(
        request, _("Nous ne vous écrivons plus par e-mail : vous suivez vos dossiers dans Mon Espace.")
    )
    return redirect("accounts:profile")


def _with_next(name: str, next_url: str) -> str:
    return f"{reverse(name)}?{urlencode({'next': next_url})}" if next_url else reverse(name)
