"""What is typed to find an enterprise, to ask for a role there, and to answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from enterprises.rights.forms import FirstDayField, TermsForm
from enterprises.rights.permissions import Role
from monespace.common.forms import PortalForm
from monespace.common.identifiers import (
    ESTABLISHMENT,
    NO_BCE,
    bce_digits,
    normalize_bce,
    normalize_establishment,
    understood,
)
from monespace.common.long_texts import LongTextField
from monespace.mail.words import MailedText

LONGEST_TEXT = 1000
ROLE_WORDS = {
    Role.PROPRIETAIRE: _("Propriétaire : remplir et envoyer des dossiers au nom de l’entreprise"),
    Role.COLLABORATEUR: _("Collaborateur : remplir des brouillons, sans les envoyer"),
    Role.LECTEUR: _("Lecteur : lire les dossiers"),
}


class FindForm(PortalForm):
    """One box for a number or a name."""

    text = forms.CharField(
        label=_("Nom ou numéro BCE de l’entreprise"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Indiquez le nom ou le numéro BCE de l’entreprise.")},
    )

    @property
    def doubt(self) -> str:
        """Why the number typed, of an enterprise or an establishment, is none; nothing for another text."""
        if not self.is_valid():  # a page in another language gives back what was typed, and judges nothing
            return ""
        digits = bce_digits(self.cleaned_data["text"])
        normalize = normalize_establishment if ESTABLISHMENT.fullmatch(digits) else normalize_bce
        try:
            understood(normalize, digits, label=_("Numéro BCE"), otherwise=NO_BCE)
        except ValidationError as wrong:
            return wrong.messages[0] if digits else ""
        return ""


class RequestForm(PortalForm):
    """Which role, and who asks."""

    role = forms.ChoiceField(
        label=_("De quel rôle avez-vous besoin ?"),
        choices=list(ROLE_WORDS.items()),
        initial=Role.PROPRIETAIRE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez un rôle.")},
    )
    message = LongTextField(
        label=_("Message au gestionnaire d’accès"),
        max_length=LONGEST_TEXT,
        help_text=_(
            "Indiquez votre fonction et pourquoi vous avez besoin de cet accès. Votre nom est affiché aussi."
        ),
        rows=4,
        error_messages={"required": _("Écrivez un message : il aide le gestionnaire d’accès à décider.")},
    )

    def clean_role(self) -> Role:
        """Return the role itself."""
        return Role(self.cleaned_data["role"])


class AnswerForm(TermsForm):
    """The terms of the access that is given, or why none is."""

    field_order = ("answer", "role", "establishment", "demarches", "starts_on", "ends_on", "reason")

    GRANT, DECLINE = "grant", "decline"
    answer = forms.ChoiceField(
        label=_("Que répondez-vous ?"),
        choices=[(GRANT, _("Donner un accès")), (DECLINE, _("Refuser"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez votre réponse.")},
    )
    starts_on = FirstDayField(
        label=_("Depuis le"), error_messages={"required": _("Indiquez le premier jour de l’accès.")}
    )
    reason = MailedText(
        label=_("Si vous refusez, pourquoi ?"),
        required=False,
        help_text=_("La personne lira votre réponse, citée dans un e-mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def grants(self) -> bool:
        """Whether an access is given."""
        return self.cleaned_data.get("answer") == self.GRANT

    def clean(self) -> dict[str, Any]:
        """Ask for a reason when there is no access; nothing is then wrong with its terms."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == self.DECLINE:
            for name in ("starts_on", *TermsForm.base_fields):
                self.errors.pop(name, None)
            if not cleaned.get("reason"):
                self.add_error("reason", ValidationError(_("Indiquez pourquoi vous refusez.")))
        return cleaned
