"""What a GAP types to invite people, and what an invitee answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from enterprises.invitations.models import Invitee
from enterprises.rights.forms import TermsForm
from monespace.common.forms import PortalForm
from monespace.mail.words import MailedText

LONGEST_NAME = 100
EMAIL = forms.EmailField(
    label=_("Adresse e-mail"),
    max_length=254,
    widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    error_messages={
        "required": _("Indiquez l’adresse e-mail de la personne."),
        "invalid": _("Indiquez une adresse e-mail complète, par exemple nom@exemple.be."),
    },
)
MESSAGE = MailedText(
    label=_("Message personnel"),
    required=False,
    widget=forms.Textarea(attrs={"rows": 3}),
    help_text=_(
        "L’e-mail le cite comme vos propres mots. N’y mettez ni lien, ni adresse, ni numéro de téléphone, "
        "ni rien de confidentiel."
    ),
)


class LanguageMixin(PortalForm):
    """In which language invitees are written to: the GAP's own unless said otherwise."""

    language = forms.ChoiceField(
        label=_("Dans quelle langue lui écrire ?"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"language": get_language()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


class InviteForm(TermsForm, LanguageMixin):
    """One person to invite."""

    field_order = ("email", "name", "role", "establishment", "demarches", "ends_on", "language", "message")

    email = EMAIL
    name = MailedText(
        label=_("Prénom et nom, comme sur sa carte d’identité"),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_(
            "Avec ce nom, l’accès commence dès que la personne accepte. Sans lui, ou si quelqu’un d’autre "
            "accepte, vous devrez d’abord confirmer."
        ),
    )
    message = MESSAGE

    @property
    def invitee(self) -> Invitee:
        """Who is invited."""
        data = self.cleaned_data
        return Invitee(email=data["email"], name=data["name"], language=data["language"])


class AnswerForm(PortalForm):
    """Yes or no, and why not."""

    answer = forms.ChoiceField(choices=[("accept", "accept"), ("decline", "decline")])
    reason = forms.CharField(required=False, max_length=300)


class SettleForm(PortalForm):
    """Whether who accepted is the person meant."""

    answer = forms.ChoiceField(choices=[("confirm", "confirm"), ("refuse", "refuse")])
