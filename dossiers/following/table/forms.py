"""The form by which a company's table is filtered and put in order: sent by GET, kept in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.following.chosen import ORDERS, STATES, Wanted
from enterprises.register.fields import place_field
from monespace.common.days import written_day
from monespace.common.forms import DayField, PortalForm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dossiers.following.table.selectors import Offered
    from enterprises.register.models import Establishment

ALL = ("", gettext_lazy("Tous"))
EVERY = ("", gettext_lazy("Toutes"))


class TableForm(PortalForm):
    """What is wanted of a company's dossiers; a choice that nothing can be made of is not offered."""

    etat = forms.ChoiceField(
        label=gettext_lazy("État"),
        required=False,
        choices=[(key, label) for key, (label, _condition) in STATES.items()],
    )
    demarche = forms.ChoiceField(label=gettext_lazy("Démarche"), required=False)
    par = forms.ChoiceField(label=gettext_lazy("Envoyé ou commencé par"), required=False)
    etablissement = forms.ChoiceField(label=gettext_lazy("Établissement"), required=False)
    du = DayField(label=gettext_lazy("Envoyé à partir du"), required=False)
    au = DayField(label=gettext_lazy("Envoyé jusqu’au"), required=False)
    tri = forms.ChoiceField(
        label=gettext_lazy("Trier par"),
        required=False,
        choices=[(key, label) for key, (label, _order) in ORDERS.items()],
    )

    def __init__(self, data: Any, *, offered: Offered) -> None:
        super().__init__(data)
        self.places: Sequence[Establishment] = offered.places
        self.offer("demarche", [EVERY, *offered.demarches])
        self.offer("par", [ALL, *offered.people])
        if self.places:
            self.fields["etablissement"] = place_field(self.places, self.fields["etablissement"])
        else:
            del self.fields["etablissement"]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins; its first day still counts."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = cleaned.get("du"), cleaned.get("au")
        if since and until and until < since:
            self.add_error("au", _("Ce jour est avant le premier jour de la période."))
        return cleaned

    def wanted(self, words: str) -> Wanted:
        """Return what is wanted; what was refused does not narrow the list."""
        self.is_valid()
        kept = self.cleaned_data
        return Wanted(
            state=kept.get("etat", ""),
            demarche=kept.get("demarche", ""),
            person=kept.get("par", ""),
            place=kept.get("etablissement", ""),
            since=kept.get("du"),
            until=kept.get("au"),
            words=words,
            order=kept.get("tri", ""),
        )

    def narrowing(self) -> Iterator[tuple[str, str]]:
        """Yield the name of each filter that narrows the list, and what it says in words."""
        for name, value in self.cleaned_data.items():
            if value and name != "tri":
                words = {"filter": self.fields[name].label, "value": self._said(name, value)}
                yield name, _("%(filter)s : %(value)s") % words

    def _said(self, name: str, value: Any) -> str:
        if name in {"du", "au"}:
            return written_day(value, "DATE_FORMAT")
        if name == "etablissement":
            return next(place.label for place in self.places if str(place.pk) == value)
        field: Any = self.fields[name]
        return str(dict(field.choices)[value])
