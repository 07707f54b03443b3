"""What agents write about a request on documents: why they open it, and what they decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from enterprises.managers.forms import KIND_WORDS
from enterprises.models import GapDesignation, GapRequest
from helpdesk.forms import OpenDossierForm
from helpdesk.models import Consultation
from monespace.common.forms import PortalForm
from monespace.mail.words import MailedText

Kind, Refusal, Reason = GapDesignation.Kind, GapRequest.Refusal, Consultation.Reason
LONGEST_EVIDENCE = 150
LONGEST_EXPLANATION = 1000


class OpenGapRequestForm(OpenDossierForm):
    """Why the agent opens the request; as a rule, to examine it."""

    reasons = (Reason.EXAMINATION, *OpenDossierForm.reasons)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"reason": Reason.EXAMINATION})
        super().__init__(*args, **kwargs)


class GrantForm(PortalForm):
    """What proves the quality of the person, and what they become beside a manager in office."""

    evidence = forms.CharField(
        label=_("Ce que vous avez vu"),
        max_length=LONGEST_EVIDENCE,
        help_text=_(
            "Sert de preuve de la désignation, par exemple « Moniteur belge du 12/11/2026, annonce "
            "26345678 ». Pas de donnée personnelle."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Indiquez quel document prouve la qualité de la personne.")},
    )

    kind = forms.ChoiceField(
        label=_("Que fera cette personne ?"),
        choices=list(KIND_WORDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez ce que fera cette personne.")},
    )

    def __init__(self, *args: Any, has_other_principal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.replaces_manager = has_other_principal
        if not has_other_principal:
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        """Add the kind when there was no choice."""
        cleaned = super().clean() or self.cleaned_data
        if "kind" not in self.errors:
            cleaned["kind"] = Kind(cleaned.get("kind") or Kind.PRINCIPAL)
        return cleaned


class RefuseForm(PortalForm):
    """Why the request is refused, in a word and in sentences."""

    refusal = forms.ChoiceField(
        label=_("Pourquoi refusez-vous ?"),
        choices=Refusal.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez la raison du refus.")},
    )
    explanation = MailedText(
        label=_("Explication"),
        required=False,
        max_length=LONGEST_EXPLANATION,
        help_text=_("La personne la lira. Dites-lui quel document conviendrait."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for an explanation when no reason of the list says it."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("refusal") == Refusal.OTHER and not cleaned.get("explanation"):
            self.add_error("explanation", ValidationError(_("Expliquez pourquoi vous refusez.")))
        return cleaned
