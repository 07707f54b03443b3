"""What an access manager says of a mandate: with whom, which way round, for what and until when."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.register.errors import EnterpriseStopped
from enterprises.register.search import enterprise_numbered
from enterprises.rights.forms import DemarchesField, FirstDayField, LastDayField
from enterprises.rights.mandate_models import Mandate
from enterprises.rights.permissions import Role
from enterprises.rights.terms import offered
from monespace.common.forms import PortalForm
from monespace.common.identifiers import BceField

if TYPE_CHECKING:
    from enterprises.register.models import Enterprise

DEFAULT_DAYS = 365


class MandateForm(PortalForm):
    """The terms of a mandate to propose."""

    side = forms.ChoiceField(
        label=_("Qui donne mandat à qui ?"),
        widget=forms.RadioSelect,
        choices=[
            (Mandate.Side.CLIENT, _("Mon entreprise donne mandat à l’autre entreprise")),
            (Mandate.Side.HOLDER, _("L’autre entreprise donne mandat à la mienne")),
        ],
        help_text=_("Le personnel de l’entreprise qui reçoit le mandat agit pour celle qui le donne."),
        error_messages={"required": _("Choisissez qui donne le mandat.")},
    )
    number = BceField(
        label=_("Numéro BCE de l’autre entreprise"),
        help_text=_("Dix chiffres, par exemple 1999.990.144."),
        error_messages={"required": _("Indiquez le numéro BCE de l’autre entreprise.")},
    )
    role = forms.ChoiceField(
        label=_("Que pourra faire son personnel ?"),
        choices=Role.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Au plus ce que permet ce rôle : le Propriétaire envoie les dossiers, le Collaborateur les "
            "prépare, le Lecteur les lit. Chacun garde les limites de son rôle dans sa propre entreprise."
        ),
        error_messages={"required": _("Choisissez un rôle.")},
    )
    demarches = DemarchesField(
        help_text=_("Ne cochez rien pour un mandat qui vaut pour toutes les démarches.")
    )
    starts_on = FirstDayField(label=_("À partir de quel jour ?"))
    ends_on = LastDayField(label=_("Jusqu’à quel jour ?"), help_text=_("Au plus cinq ans."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = timezone.localdate()
        dates = {"starts_on": today, "ends_on": today + timedelta(days=DEFAULT_DAYS)}
        kwargs["initial"] = dates | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.offer("demarches", offered())

    def clean_number(self) -> Enterprise:
        """Return the other enterprise."""
        found = enterprise_numbered(self.cleaned_data["number"])
        if found is None:
            raise ValidationError(_("Nous ne connaissons aucune entreprise avec ce numéro. Vérifiez-le."))
        if found.has_stopped:
            raise ValidationError(str(EnterpriseStopped(found).message))
        return found

    @property
    def fingerprint(self) -> str:
        """What stands for the mandate as it is understood now: who confirms it confirms what they saw."""
        other: Enterprise = self.cleaned_data["number"]
        shown = (self.terms, other.number, other.name, other.legal_form, other.address_line)
        return hashlib.sha256(repr(shown).encode()).hexdigest()

    def as_proposed_by(self, enterprise: Enterprise) -> Mandate:
        """Return the mandate that ``enterprise`` would propose, for a page to show; it is not saved."""
        terms = self.terms
        sides = Mandate.sides(own=enterprise, other=terms.pop("other"), side=terms.pop("side"))
        return Mandate(**sides, **terms)

    @property
    def terms(self) -> dict[str, Any]:
        """What ``propose_mandate`` is told."""
        return {
            "other": self.cleaned_data["number"],
            "side": Mandate.Side(self.cleaned_data["side"]),
            "role": Role(self.cleaned_data["role"]),
            "demarches": self.cleaned_data["demarches"],
            "starts_on": self.cleaned_data["starts_on"],
            "ends_on": self.cleaned_data["ends_on"],
        }
