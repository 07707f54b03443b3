"""Why a dossier is kept longer than its time."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.retention.models import LONGEST_REASON, Ground
from monespace.common.forms import PortalForm
from monespace.common.long_texts import LongTextField


class HoldForm(PortalForm):
    """The ground, and what colleagues should know of it."""

    ground = forms.ChoiceField(
        label=_("Pourquoi garder ce dossier ?"),
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez pourquoi garder ce dossier.")},
    )
    reason = LongTextField(
        label=_("Explication pour vos collègues"),
        max_length=LONGEST_REASON,
        help_text=_("Par exemple la juridiction et le numéro du recours. Pas de nom."),
        rows=3,
        error_messages={"required": _("Expliquez pourquoi ce dossier doit être gardé plus longtemps.")},
    )
