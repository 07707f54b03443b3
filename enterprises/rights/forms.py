"""What a GAP says of an access: role, reach and last day, or why it ends; forms of access begin with this."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.register.errors import EstablishmentClosed, NotItsEstablishment
from enterprises.register.establishments import open_places
from enterprises.register.fields import place_field
from enterprises.rights.errors import (
    DemarcheNotOffered,
    LastsTooLong,
    MembershipPeriodInvalid,
    StartsInThePast,
)
from enterprises.rights.permissions import Role
from enterprises.rights.terms import Terms, default_end, offered, require_in_time
from monespace.common.forms import DayField, PortalForm
from monespace.common.widgets import BoxesOnPage
from monespace.mail.words import MailedText

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import _StrOrPromise

    from enterprises.register.models import Enterprise
    from enterprises.rights.models import Membership
    from monespace.common.errors import DomainError

REFUSED_AT: dict[type[DomainError], str] = {
    StartsInThePast: "starts_on",
    MembershipPeriodInvalid: "ends_on",
    LastsTooLong: "ends_on",
    NotItsEstablishment: "establishment",
    EstablishmentClosed: "establishment",
    DemarcheNotOffered: "demarches",
}
REFUSED_TERMS: tuple[type[DomainError], ...] = tuple(REFUSED_AT)
IN_HISTORY = _("Les gestionnaires d’accès le lisent dans l’historique.")
IN_MAIL_TOO = _(
    "La personne le lit dans l’e-mail qui la prévient, et les gestionnaires d’accès dans l’historique."
)
IN_BOTH_HISTORIES = _("Cette raison reste dans l’historique des deux entreprises.")


def check_start(day: date) -> None:
    """Raise ValidationError about a first day that is past."""
    if day < timezone.localdate():
        raise ValidationError(str(StartsInThePast.message))


def check_end(day: date) -> None:
    """Raise ValidationError about a last day that is past or too far away."""
    if day < timezone.localdate():
        raise ValidationError(_("Ce jour est déjà passé. Indiquez aujourd’hui ou un jour à venir."))
    try:
        require_in_time(day)
    except LastsTooLong as refusal:
        raise ValidationError(str(refusal.message)) from None


class FirstDayField(DayField):
    """The first day of an access or a mandate: not past."""

    default_validators = [check_start]


class LastDayField(DayField):
    """The last day of an access or a mandate: to come, not too far away."""

    default_validators = [check_end]


class DemarchesField(forms.MultipleChoiceField):
    """The démarches to which an access or a mandate is limited; a form gives the choices at each request."""

    widget = BoxesOnPage

    def __init__(self, *, help_text: _StrOrPromise) -> None:
        super().__init__(label=_("Pour quelles démarches ?"), required=False, help_text=help_text)


class TermsForm(PortalForm):
    """Role, reach and last day of an access."""

    role = forms.ChoiceField(
        label=_("Quel rôle ?"),
        choices=Role.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Le Propriétaire envoie les dossiers au nom de l’entreprise. Le Collaborateur les prépare. "
            "Le Lecteur les lit."
        ),
        error_messages={"required": _("Choisissez un rôle.")},
    )
    ends_on = LastDayField(
        label=_("Jusqu’à quel jour ?"),
        help_text=_("Nous vous écrivons 60 et 14 jours avant la fin. Au plus cinq ans."),
        error_messages={"required": _("Indiquez le dernier jour de l’accès.")},
    )
    establishment = forms.ChoiceField(
        label=_("Pour quel établissement ?"),
        required=False,
        help_text=_("La personne ne voit alors que les dossiers de cet établissement."),
    )
    demarches = DemarchesField(
        help_text=_("Ne cochez rien pour un accès qui vaut pour toutes les démarches.")
    )

    def __init__(self, *args: Any, enterprise: Enterprise, **kwargs: Any) -> None:
        kwargs["initial"] = {"ends_on": default_end()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        kept = kwargs["initial"].get("demarches", ())
        kept_id = kwargs["initial"].get("establishment") or None
        places = open_places(enterprise, kept_id=kept_id)
        self.offer("demarches", offered(kept=kept))
        if places:
            self.fields["establishment"] = place_field(places, self.fields["establishment"])
        else:
            del self.fields["establishment"]

    def refuse(self, refusal: DomainError) -> None:
        """Say what a service refused: beside its field when it is about one that the form has."""
        name = REFUSED_AT.get(type(refusal))
        self.add_error(name if name in self.fields else None, str(refusal.message))

    @property
    def terms(self) -> Terms:
        """What was chosen."""
        place = self.cleaned_data.get("establishment")
        return Terms(
            role=Role(self.cleaned_data["role"]),
            ends_on=self.cleaned_data["ends_on"],
            establishment_id=int(place) if place else None,
            demarches=tuple(sorted(self.cleaned_data["demarches"])),
        )


def initial_of(row: Membership) -> dict[str, Any]:
    """Return an access as its form shows it."""
    return {
        "role": row.role,
        "ends_on": row.ends_on,
        "establishment": row.establishment_id or "",
        "demarches": row.demarches,
    }


class ReasonForm(PortalForm):
    """Why something ends, in a few words, which the page says who reads."""

    reason = MailedText(
        label=_("Pourquoi y mettre fin ?"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Indiquez en quelques mots pourquoi.")},
    )

    def __init__(self, *args: Any, read_in: object = IN_HISTORY, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = read_in  # type: ignore[assignment]  # lazy, as translations are
