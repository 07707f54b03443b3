"""The language a person reads: kept in a cookie for everybody, and on the profile of who is signed in."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.services import change_profile

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    View = Callable[..., HttpResponse]

ONE_YEAR = 365 * 24 * 3600


def chosen_language(request: HttpRequest) -> str | None:
    """Return the language whose button sent this form, None when another button did."""
    if "page_language" not in request.POST:
        return None
    form = LanguageForm(request.POST)
    return form.cleaned_data["page_language"] if form.is_valid() else None


def language_of_page(request: HttpRequest) -> str:
    """Return the language of the page whose form this is, as its ``read_in`` says.

    The cookie may have changed since, in another tab; it decides when the form does not say.
    """
    read_in = request.POST.get("read_in", "")
    return (
        read_in
        if read_in in dict(settings.LANGUAGES)
        else translation.get_language() or settings.LANGUAGE_CODE
    )


def may_switch_language(view: View) -> View:
    """Mark a view whose form the buttons of the header's languages may send, so that nothing typed is lost.

    The view treats the form first, whatever it holds, and comes back to its page; that page, or what the view
    has to say at once, is in the language chosen (ADR 0039). Its page gives the header the form's id as
    ``typed_form``.
    """

    @wraps(view)
    def switched(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        language = chosen_language(request)
        if language is None:
            return view(request, *args, **kwargs)
        translation.activate(language)
        keep_language(request, language)
        response = view(request, *args, **kwargs)
        remember_language(response, language)
        return response

    return switched


def keep_language(request: HttpRequest, language: str) -> None:
    """Keep the language on the profile of who is signed in, for mails and other browsers."""
    if request.user.is_authenticated:
        change_profile(actor=request.user, language=language)


def remember_language(response: HttpResponse, language: str) -> None:
    """Keep the language for the next pages; Django's LocaleMiddleware reads it."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=ONE_YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
        httponly=True,
    )


class LanguageForm(forms.Form):
    """One language of the portal; pages have questions named ``language``."""

    page_language = forms.ChoiceField(label=_("Langue"), choices=settings.LANGUAGES)
