"""What people may say about themselves: language, e-mail address, telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import phonenumbers
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User

HOME_REGION = "BE"


class LanguageForm(forms.Form):
    """One language of the portal."""

    language = forms.ChoiceField(label=_("Langue"), choices=settings.LANGUAGES)


class ProfileForm(forms.Form):
    """How the administration may reach the person, and in which language."""

    language = forms.ChoiceField(
        label=_("Dans quelle langue voulez-vous que nous vous écrivions ?"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez une langue.")},
    )
    email = forms.EmailField(
        label=_("Adresse e-mail"),
        required=False,
        help_text=_("Nous y envoyons les confirmations et les nouvelles de vos dossiers."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": _("Écrivez une adresse e-mail complète, par exemple nom@exemple.be.")},
    )
    phone = forms.CharField(
        label=_("Numéro de téléphone"),
        required=False,
        max_length=30,
        help_text=_("Par exemple 081 12 34 56 ou +49 30 123456."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in (("language", "choice"), ("email", "email"), ("phone", "phone")):
            self.fields[name].kind = kind  # type: ignore[attr-defined] # read by the field template

    @staticmethod
    def values_of(user: User) -> dict[str, str]:
        """Return what ``user`` has said so far."""
        return {"language": user.language, "email": user.email, "phone": display_phone(user.phone)}

    def clean_phone(self) -> str:
        """Return the number in international form (E.164)."""
        typed = self.cleaned_data["phone"]
        if not typed:
            return ""
        try:
            number = phonenumbers.parse(typed, HOME_REGION)
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise ValidationError(_("Écrivez un numéro de téléphone complet, par exemple 081 12 34 56."))
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def display_phone(phone: str) -> str:
    """Return a stored number as people read it."""
    if not phone:
        return ""
    return phonenumbers.format_number(phonenumbers.parse(phone), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
