"""What agents type to open something: the reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.models import Consultation

Reason = Consultation.Reason


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
