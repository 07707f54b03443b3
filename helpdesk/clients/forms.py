"""What a supervisor says of a system: its name, what it reaches and does, from where, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.clients.errors import ExpiryRefused, NetworkRefused, ReachRefused
from dossiers.clients.models import LONGEST_NAME
from dossiers.clients.services import Terms
from dossiers.clients.verbs import Verb
from monespace.common.forms import DayField, PortalForm
from monespace.common.long_texts import LongTextField
from monespace.common.widgets import BoxesOnPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dossiers.models import Client
    from monespace.common.errors import DomainError

ALL, SOME = "all", "some"
REFUSED_AT: Final[dict[type[DomainError], str]] = {
    ExpiryRefused: "expires_on",
    NetworkRefused: "networks",
    ReachRefused: "services",
}


class ClientForm(PortalForm):
    """The terms of a system; ``number`` becomes the id of a new one."""

    sometimes_required = frozenset({"demarches"})

    number = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Nom du système"),
        max_length=LONGEST_NAME,
        help_text=_("Par exemple le nom de l’application. Pas de nom de personne."),
        error_messages={"required": _("Indiquez le nom du système.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    services = forms.MultipleChoiceField(
        label=_("Pour quels services ?"),
        widget=BoxesOnPage,
        error_messages={"required": _("Choisissez au moins un service.")},
    )
    reach = forms.ChoiceField(
        label=_("Quelles démarches ?"),
        choices=[(ALL, _("Toutes celles de ces services")), (SOME, _("Seulement celles que je coche"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Indiquez quelles démarches le système peut voir.")},
    )
    demarches = forms.MultipleChoiceField(
        label=_("Les démarches du système"), required=False, widget=BoxesOnPage
    )
    verbs = forms.MultipleChoiceField(
        label=_("Que peut-il faire ?"),
        choices=Verb.choices,
        widget=BoxesOnPage,
        error_messages={"required": _("Choisissez au moins une action.")},
    )
    networks = LongTextField(
        label=_("Depuis quels réseaux ?"),
        required=False,
        max_length=2_000,
        help_text=_("Un réseau par ligne, par exemple 192.0.2.0/24. Sans réseau, tous sont permis."),
        rows=3,
        attrs={"autocomplete": "off"},
    )
    expires_on = DayField(
        label=_("Jusqu’à quel jour ?"),
        help_text=_("Dans les deux ans. Ensuite, le système n’entre plus tant que vous ne prolongez pas."),
        error_messages={"required": _("Indiquez le dernier jour.")},
    )

    def __init__(
        self,
        *args: Any,
        services: Sequence[tuple[str, str]],
        demarches: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"number": uuid4()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.offer("services", services)
        self.offer("demarches", demarches)

    def clean(self) -> dict[str, Any]:
        """Judge what must go together."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("reach") == SOME and not cleaned.get("demarches"):
            self.add_error("demarches", _("Cochez au moins une démarche."))
        return cleaned

    @property
    def terms(self) -> Terms:
        """What was said."""
        said = self.cleaned_data
        return Terms(
            name=said["name"],
            services=said["services"],
            demarches=said["demarches"] if said["reach"] == SOME else None,
            verbs=said["verbs"],
            networks=said["networks"].split(),
            expires_on=said["expires_on"],
        )

    def refuse(self, refusal: DomainError) -> None:
        """Say what a rule refused, at its field."""
        self.add_error(REFUSED_AT.get(type(refusal)), str(refusal.message))


class ChangeForm(ClientForm):
    """The terms of a system that is connected: what is not on the page stays."""

    begins_with_saved = True


class SecretForm(PortalForm):
    """That a secret is wanted; ``number`` becomes its id."""

    number = forms.UUIDField(widget=forms.HiddenInput)


def as_said(client: Client) -> dict[str, Any]:
    """Return what stands of a system, as the form begins with it."""
    return {
        "number": client.pk,
        "name": client.name,
        "services": client.services,
        "reach": ALL if client.demarches is None else SOME,
        "demarches": client.demarches or [],
        "verbs": client.verbs,
        "networks": "\n".join(client.networks),
        "expires_on": client.expires_on,
    }
