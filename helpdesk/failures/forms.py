"""Which hand-overs are started again together, and why."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.failures.lots import Why
from monespace.common.forms import PortalForm

DAYS: Final = {"1": 1, "7": 7, "30": 30, "all": None}


class LotForm(PortalForm):
    """The service, the cause and the period."""

    service = forms.CharField(max_length=80, widget=forms.HiddenInput)
    code = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    period = forms.ChoiceField(
        label=_("Envoyés"),
        choices=[
            ("all", _("À toute date")),
            ("30", _("Depuis trente jours")),
            ("7", _("Depuis sept jours")),
            ("1", _("Depuis un jour")),
        ],
    )

    @property
    def lot(self) -> dict[str, Any]:
        """What ``deliveries_of`` takes."""
        chosen = self.cleaned_data
        return {"service": chosen["service"], "code": chosen["code"], "days": DAYS[chosen["period"]]}


class RetryLotForm(LotForm):
    """The lot, and why it is worth while."""

    period = forms.ChoiceField(choices=[(one, one) for one in DAYS], widget=forms.HiddenInput)
    why = forms.ChoiceField(
        label=_("Pourquoi relancer ?"),
        choices=Why.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez pourquoi relancer.")},
    )
