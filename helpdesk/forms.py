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
    """One box for a reference, a name, a BCE number or a national number."""

    text = forms.CharField(
        label=_("Référence, nom, numéro BCE ou numéro national"),
        max_length=100,
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
