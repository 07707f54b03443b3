"""What is typed to find an enterprise, to ask for a role there, and to answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.permissions import Role
from monespace.common.forms import DayField, PortalForm

if TYPE_CHECKING:
    from datetime import date

LONGEST_TEXT = 1000
ROLE_WORDS = {
    Role.PROPRIETAIRE: _("Propriétaire : remplir et envoyer des dossiers au nom de l’entreprise"),
    Role.COLLABORATEUR: _("Collaborateur : remplir des brouillons, sans les envoyer"),
    Role.LECTEUR: _("Lecteur : lire les dossiers"),
}
USUAL_PERIOD = timedelta(days=730)


class FindForm(PortalForm):
    """One box for a number or a name."""

    text = forms.CharField(
        label=_("Nom ou numéro BCE de l’entreprise"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Indiquez le nom ou le numéro BCE de l’entreprise.")},
    )


class RequestForm(PortalForm):
    """Which role, and who asks."""

    kinds = {"role": "choice", "message": "long_text"}

    role = forms.ChoiceField(
        label=_("De quel rôle avez-vous besoin ?"),
        choices=list(ROLE_WORDS.items()),
        initial=Role.PROPRIETAIRE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez un rôle.")},
    )
    message = forms.CharField(
        label=_("Message au gestionnaire d’accès"),
        max_length=LONGEST_TEXT,
        help_text=_(
            "Indiquez votre fonction et pourquoi vous avez besoin de cet accès. Votre nom est affiché aussi."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Écrivez un message : sans lui, le gestionnaire d’accès hésitera.")},
    )

    def clean_role(self) -> Role:
        """Return the role itself."""
        return Role(self.cleaned_data["role"])


class AnswerForm(PortalForm):
    """Which role is given and until when, or why none is."""

    kinds = {"answer": "choice", "role": "choice", "reason": "long_text"}

    GRANT, DECLINE = "grant", "decline"
    answer = forms.ChoiceField(
        label=_("Que répondez-vous ?"),
        choices=[(GRANT, _("Donner un accès")), (DECLINE, _("Refuser"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez votre réponse.")},
    )
    role = forms.ChoiceField(
        label=_("Rôle"),
        required=False,
        choices=list(ROLE_WORDS.items()),
        widget=forms.RadioSelect,
    )
    starts_on = DayField(
        label=_("Depuis le"),
        required=False,
    )
    ends_on = DayField(
        label=_("Jusqu’au"),
        required=False,
        help_text=_("Deux ans, sauf si vous en décidez autrement."),
    )
    reason = forms.CharField(
        label=_("Si vous refusez, pourquoi ?"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("La personne lira votre réponse."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @staticmethod
    def usual(role: str) -> dict[str, str | date]:
        """Return what most answers are: the role asked for, two years from today."""
        today = timezone.localdate()
        return {"role": role, "starts_on": today, "ends_on": today + USUAL_PERIOD}

    @property
    def grants(self) -> bool:
        """Whether an access is given."""
        return self.cleaned_data.get("answer") == self.GRANT

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen answer needs."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == self.DECLINE and not cleaned.get("reason"):
            self.add_error("reason", ValidationError(_("Indiquez pourquoi vous refusez.")))
        if cleaned.get("answer") == self.GRANT:
            needed = {
                "role": _("Choisissez le rôle à donner."),
                "starts_on": _("Indiquez le premier jour de l’accès."),
                "ends_on": _("Indiquez le dernier jour de l’accès."),
            }
            for name, message in needed.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(message))
        return cleaned
