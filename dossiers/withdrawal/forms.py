"""What a person may say when they withdraw a dossier."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.withdrawal.models import LONGEST_REASON
from monespace.common.forms import PortalForm


class WithdrawalForm(PortalForm):
    """Why, if they wish to say."""

    reason = forms.CharField(
        label=_("Pourquoi retirez-vous cette demande ?"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("Votre réponse est conservée avec le dossier."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
