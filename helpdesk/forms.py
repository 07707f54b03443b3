"""What agents type: a search, and the reason for opening a dossier."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.models import Consultation
from helpdesk.search import MOST_PAGES
from monespace.common.forms import PortalForm

Reason = Consultation.Reason


class SearchForm(PortalForm):
    """One box for whatever a caller reads out: references, numbers, addresses, names, codes of failures."""

    text = forms.CharField(
        label=_("Ce que la personne vous dicte"),
        max_length=100,
        help_text=_(
            "Référence de Mon Espace ou du service, code d’une panne, numéro BCE ou national, e-mail, "
            "téléphone ou nom. Le début suffit pour l’e-mail, le téléphone, le nom et la référence "
            "du service."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Indiquez ce que vous cherchez.")},
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=MOST_PAGES, widget=forms.HiddenInput)


class OpenDossierForm(forms.ModelForm):
    """Why the agent opens the dossier."""

    reasons: tuple[Consultation.Reason, ...] = (Reason.PHONE, Reason.MAIL, Reason.COMPLAINT, Reason.TECHNICAL)

    class Meta:
        model = Consultation
        fields = ("reason", "call_reference")
        widgets = {"reason": forms.RadioSelect}
        error_messages = {"reason": {"required": _("Choisissez le motif de la consultation.")}}
        help_texts = {
            "call_reference": _(
                "Le numéro de l’appel ou du courrier, si vous en avez un. Pas de donnée personnelle."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(reason.value, reason.label) for reason in self.reasons]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]  # no empty one
