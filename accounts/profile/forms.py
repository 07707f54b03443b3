"""What people are asked about themselves: language, telephone, when to write, address and its code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.people.models import MailPace
from accounts.profile.codes import DIGITS, digits_of
from accounts.profile.services import Outcome
from monespace.common.forms import PortalForm
from monespace.common.phones import shown_phone, typed_phone

if TYPE_CHECKING:
    from accounts.people.models import User
    from accounts.profile.services import Check

INVALID_EMAIL = _("Indiquez une adresse e-mail complète, par exemple nom@exemple.be.")
EMAIL_INPUT = {"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}


class ProfileForm(PortalForm):
    """In which language and when to write to the person, and where to call."""

    begins_with_saved = True
    language = forms.ChoiceField(
        label=_("Dans quelle langue voulez-vous que nous vous écrivions ?"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez une langue.")},
    )
    phone = forms.CharField(
        label=_("Numéro de téléphone"),
        required=False,
        max_length=60,
        help_text=_("Par exemple 081 12 34 56 ou +49 30 123456."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
    )
    mail_pace = forms.ChoiceField(
        label=_("Quand voulez-vous recevoir nos e-mails sur vos dossiers envoyés ?"),
        choices=MailPace.choices,
        help_text=_(
            "Certains e-mails partent toujours aussitôt : une réponse attendue, la date limite pour "
            "répondre, une décision. Sans eux, vous pourriez perdre un droit. Avec le troisième choix, vous "
            "recevez aussi les messages du service, qui peuvent contenir une question. Une panne qui "
            "prolonge des délais est annoncée dans l’e-mail du matin."
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez quand vous voulez recevoir nos e-mails.")},
    )

    @staticmethod
    def values_of(user: User) -> dict[str, str]:
        """Return what ``user`` has said so far."""
        return {
            "language": user.language,
            "phone": shown_phone(user.phone),
            "mail_pace": user.mail_pace,
        }

    def clean_phone(self) -> str:
        """Return the number in international form (E.164)."""
        typed = self.cleaned_data["phone"]
        return typed_phone(typed, label=self.fields["phone"].label) if typed else ""


class WelcomeForm(ProfileForm):
    """What is asked at the first sign-in: the profile, and an address or the word that there is none."""

    field_order = ["language", "email", "no_email", "phone"]
    mail_pace = None  # type: ignore[assignment] # Django's way to drop a field: it is asked once they know why
    email = forms.EmailField(
        label=_("Adresse e-mail"),
        help_text=_(
            "Nous y envoyons un code, puis la confirmation de vos envois. Vous y recevez aussi ce qui touche "
            "à vos dossiers, à vos accès et à vos connexions."
        ),
        widget=forms.EmailInput(attrs=EMAIL_INPUT),
        error_messages={
            "required": _("Indiquez votre adresse e-mail, ou cochez « Je n’ai pas d’adresse e-mail »."),
            "invalid": INVALID_EMAIL,
        },
    )
    no_email = forms.BooleanField(
        label=_("Je n’ai pas d’adresse e-mail"),
        required=False,
        help_text=_("Vous suivrez vos dossiers ici, dans Mon Espace."),
        widget=forms.CheckboxInput(attrs={"class": "choice__input"}),
        template_name="forms/checkbox.html",
    )

    def clean(self) -> dict[str, Any]:
        """Let the box win over an address, which may have been filled in beforehand."""
        if self.cleaned_data.get("no_email"):
            self.cleaned_data["email"] = ""
            self.errors.pop("email", None)
        return self.cleaned_data

    @property
    def answers(self) -> dict[str, str]:
        """What the profile keeps."""
        return {name: self.cleaned_data[name] for name in ("language", "email", "phone")}


class EmailForm(PortalForm):
    """A new address."""

    email = forms.EmailField(
        label=_("Nouvelle adresse e-mail"),
        help_text=_("Nous y envoyons un code à six chiffres, à indiquer sur la page suivante."),
        widget=forms.EmailInput(attrs=EMAIL_INPUT),
        error_messages={"required": INVALID_EMAIL, "invalid": INVALID_EMAIL},
    )


class CodeForm(PortalForm):
    """The code received by mail."""

    code = forms.CharField(
        label=_("Code à six chiffres"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input input--short"}
        ),
        error_messages={"required": _("Indiquez le code reçu par e-mail.")},
    )

    def clean_code(self) -> str:
        """Return the six digits, whatever was typed between them."""
        digits = digits_of(self.cleaned_data["code"])
        if len(digits) != DIGITS:
            raise ValidationError(_("Le code compte six chiffres : vérifiez ce que vous avez indiqué."))
        return digits


def code_refusal(check: Check) -> str:
    """Return what to tell about a code that did not confirm the address."""
    if check.outcome is Outcome.WRONG:
        return ngettext(
            "Ce code n’est pas le bon. Il vous reste %(tries)s essai.",
            "Ce code n’est pas le bon. Il vous reste %(tries)s essais.",
            check.tries_left,
        ) % {"tries": check.tries_left}
    if check.outcome is Outcome.SPENT:
        return gettext(
            "Ce code a été essayé trop de fois et ne sert plus. Demandez-en un nouveau ci-dessous."
        )
    if check.outcome is Outcome.EXPIRED:
        return gettext("Ce code ne sert plus : il est trop ancien. Demandez-en un nouveau ci-dessous.")
    return gettext("Aucun code n’est demandé : l’adresse est déjà confirmée, ou le changement est annulé.")
