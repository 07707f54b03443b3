"""What a person may say when they withdraw a dossier."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dossiers.withdrawal.models import LONGEST_REASON
from monespace.common.forms import PortalForm
from monespace.common.long_texts import LongTextField


class WithdrawalForm(PortalForm):
    """Why, if they wish to say."""

    reason = LongTextField(
        label=_("Pourquoi retirez-vous cette demande ?"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("Votre réponse est conservée avec le dossier."),
        rows=3,
    )
