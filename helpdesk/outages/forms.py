"""What a supervisor says of an outage: when, where, by how much limits grow, why and by what law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.catalogue.selectors import published_demarches
from dossiers.deadlines.models import Outage
from dossiers.deadlines.outage_terms import LONGEST_TEXT, MOST_DAYS, wrong_terms
from monespace.common.forms import DayField, PortalForm
from monespace.common.widgets import BoxesOnPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.functional import _StrOrPromise

LANGUAGES: Final[dict[str, _StrOrPromise]] = {
    "fr": _("en français"),
    "de": _("en allemand"),
    "nl": _("en néerlandais"),
    "en": _("en anglais"),
}
ALWAYS: Final = ("fr", "de")
MISSING: Final[dict[tuple[str, str], _StrOrPromise]] = {
    ("cause", "fr"): _("Indiquez en français ce qui s’est passé."),
    ("cause", "de"): _("Indiquez en allemand ce qui s’est passé."),
    ("legal_basis", "fr"): _("Indiquez en français la base légale de la prolongation."),
    ("legal_basis", "de"): _("Indiquez en allemand la base légale de la prolongation."),
}
WRONG: Final[dict[str, _StrOrPromise]] = {
    "ended_on": _("La panne finit le jour où elle commence ou après, dans l’année."),
    "extra_days": _("Indiquez un nombre de jours, ou un jour : l’un des deux."),
    "extended_to": _("Ce jour ne vient pas avant la fin de la panne, ni plus d’un an après."),
}
ALL, SOME = "all", "some"


class OutageForm(PortalForm):
    """The terms of an outage; ``outage`` is what they make, not saved."""

    sometimes_required = frozenset({"demarches", "extra_days", "extended_to"})

    number = forms.UUIDField(widget=forms.HiddenInput)
    began_on = DayField(
        label=_("Premier jour de la panne"),
        error_messages={"required": _("Indiquez le premier jour de la panne.")},
    )
    ended_on = DayField(
        label=_("Dernier jour de la panne"),
        error_messages={"required": _("Indiquez le dernier jour de la panne.")},
    )
    reach = forms.ChoiceField(
        label=_("Quelles démarches ?"),
        choices=[(ALL, _("Toutes")), (SOME, _("Seulement celles que je coche"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Indiquez si la panne concerne toutes les démarches.")},
    )
    demarches = forms.MultipleChoiceField(
        label=_("Les démarches concernées"), required=False, widget=BoxesOnPage
    )
    extra_days = forms.IntegerField(
        label=_("Prolonger les délais de combien de jours ?"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("Jours de calendrier, ajoutés aux délais qui courent un des jours de la panne."),
    )
    extended_to = DayField(
        label=_("Ou jusqu’à quel jour ?"),
        required=False,
        help_text=_(
            "Les délais touchés qui finiraient plus tôt vont jusqu’à ce jour. "
            "Remplissez l’un des deux champs."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"number": uuid4()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.offer("demarches", [(one.slug, str(one.title)) for one in published_demarches()])
        for name, field in _texts():
            self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """Judge what must go together."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("reach") == SOME and not cleaned.get("demarches"):
            self.add_error("demarches", _("Cochez au moins une démarche."))
        unread = {"extra_days", "extended_to"} & set(self.errors)
        terms = {name: cleaned.get(name) for name in ("began_on", "ended_on", "extra_days", "extended_to")}
        for name in wrong_terms(**terms):
            if name != "extra_days" or not unread:
                self.add_error(name, WRONG[name])
        return cleaned

    @property
    def outage(self) -> Outage:
        """What was said, as an outage that is not announced yet."""
        said = self.cleaned_data
        for_all = said["reach"] == ALL
        return Outage(
            pk=said["number"],
            began_on=said["began_on"],
            ended_on=said["ended_on"],
            for_all=for_all,
            demarches=[] if for_all else sorted(said["demarches"]),
            extra_days=said["extra_days"],
            extended_to=said["extended_to"],
            cause=self._text("cause"),
            legal_basis=self._text("legal_basis"),
        )

    def _text(self, name: str) -> dict[str, str]:
        """Return a text in the languages in which it was written."""
        written = {code: self.cleaned_data[f"{name}_{code}"] for code in LANGUAGES}
        return {code: words for code, words in written.items() if words}


def _texts() -> Iterator[tuple[str, forms.Field]]:
    """Give the fields of both texts, in each language."""
    labels = {"cause": _("Ce qui s’est passé"), "legal_basis": _("La base légale de la prolongation")}
    for name, label in labels.items():
        for code, language in LANGUAGES.items():
            yield (
                f"{name}_{code}",
                forms.CharField(
                    label=_("%(what)s, %(language)s") % {"what": label, "language": language},
                    max_length=LONGEST_TEXT,
                    required=code in ALWAYS,
                    error_messages={"required": MISSING.get((name, code), "")},
                    widget=forms.TextInput(attrs={"autocomplete": "off", "lang": code}),
                ),
            )
