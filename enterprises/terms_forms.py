"""What a GAP says of an access: role and last day; every form that gives or changes one begins with this."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.invitees import Terms
from enterprises.permissions import Role

if TYPE_CHECKING:
    from datetime import date

DEFAULT_DAYS = 730
MOST_DAYS = 5 * 365


class TermsForm(forms.Form):
    """Role and last day of an access."""

    use_required_attribute = False

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
    ends_on = forms.DateField(
        label=_("Jusqu’à quel jour ?"),
        help_text=_("Nous vous écrivons 60 et 14 jours avant la fin. Au plus cinq ans."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Indiquez le dernier jour de l’accès."),
            "invalid": _("Indiquez une date qui existe, par exemple 31/12/2027."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"ends_on": default_end()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        for name, kind in KINDS.items():
            if name in self.fields:
                self.fields[name].kind = kind  # type: ignore[attr-defined] # read by the field template

    def clean_ends_on(self) -> date:
        """Return a day to come, not too far away."""
        return checked_end(self.cleaned_data["ends_on"])

    @property
    def terms(self) -> Terms:
        """What was chosen."""
        return Terms(role=Role(self.cleaned_data["role"]), ends_on=self.cleaned_data["ends_on"])


KINDS = {
    "role": "choice",
    "ends_on": "date",
    "language": "choice",
    "email": "email",
    "name": "text",
    "message": "long_text",
    "reason": "text",
    "people": "long_text",
    "file": "file",
}


def default_end() -> date:
    """Return the last day of an access that starts today, unless said otherwise (ADR 0008)."""
    return timezone.localdate() + timedelta(days=DEFAULT_DAYS)


def checked_end(day: date) -> date:
    """Return ``day``, unless it is past or too far away."""
    today = timezone.localdate()
    if day < today:
        raise ValidationError(_("Ce jour est déjà passé. Indiquez aujourd’hui ou un jour à venir."))
    if day > today + timedelta(days=MOST_DAYS):
        raise ValidationError(_("Un accès dure au plus cinq ans : il se prolonge ensuite."))
    return day
