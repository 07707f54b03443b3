"""What a supervisor says of an address of a system: where, which events, why it changes, what goes again."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.states import EVENT_WORDS, DossierEvent, State
from dossiers.webhooks import errors
from dossiers.webhooks.events import ANNOUNCED, WRITTEN
from dossiers.webhooks.models import LONGEST_ADDRESS
from dossiers.webhooks.reasons import REPLAYING
from dossiers.webhooks.replaying import Period
from monespace.common.forms import DayField, PortalForm
from monespace.common.widgets import BoxesOnPage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrOrPromise

    from dossiers.webhooks.reasons import Reason
    from monespace.common.errors import DomainError

REFUSED_AT: Final[dict[type[DomainError], str]] = {
    errors.AddressRefused: "url",
    errors.AddressNotPublic: "url",
    errors.EventsRefused: "event_types",
    errors.PeriodRefused: "until_on",
    errors.TooManyEvents: "until_on",
}


def words_of(event: str) -> _StrOrPromise:
    """Return an event in words."""
    if event == WRITTEN:
        return _("Nouveau message du demandeur")
    known = DossierEvent(event)
    return State.RECEIVED.label if known == DossierEvent.RECEIVE else EVENT_WORDS[known][0]


class Refusable(PortalForm):
    """A form at whose fields a rule can refuse."""

    def refuse(self, refusal: DomainError) -> None:
        """Say what a rule refused, at its field."""
        self.add_error(REFUSED_AT.get(type(refusal)), str(refusal.message))


class EndpointForm(Refusable):
    """An address and its events; ``number`` becomes the id of a new one."""

    number = forms.UUIDField(widget=forms.HiddenInput)
    url = forms.CharField(
        label=_("À quelle adresse ?"),
        max_length=LONGEST_ADDRESS,
        help_text=_("Une adresse publique en https, par exemple https://service.exemple.be/webhooks."),
        error_messages={"required": _("Indiquez l’adresse du système.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url", "spellcheck": "false"}),
    )
    event_types = forms.MultipleChoiceField(
        label=_("Que lui envoyer ?"),
        choices=[(str(event), words_of(event)) for event in ANNOUNCED],
        widget=BoxesOnPage,
        error_messages={"required": _("Choisissez au moins un événement.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        every = {"number": uuid4(), "event_types": [str(event) for event in ANNOUNCED]}
        kwargs["initial"] = every | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


class ChangeForm(EndpointForm):
    """An address that is known: what is not on the page stays."""

    begins_with_saved = True


class ReasonForm(PortalForm):
    """Why an address is disabled or enabled."""

    reason = forms.ChoiceField(
        label=_("Pour quel motif ?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez un motif.")},
    )

    def __init__(self, *args: Any, reasons: Iterable[Reason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("reason", [(reason.value, reason.label) for reason in reasons])


class ReplayForm(Refusable):
    """Which days are sent again, and why; ``number`` makes of it one request."""

    number = forms.UUIDField(widget=forms.HiddenInput)
    since_on = DayField(
        label=_("Depuis quel jour ?"), error_messages={"required": _("Indiquez le premier jour.")}
    )
    until_on = DayField(
        label=_("Jusqu’à quel jour compris ?"),
        help_text=_("31 jours au plus, et 10 000 événements."),
        error_messages={"required": _("Indiquez le dernier jour.")},
    )
    reason = forms.ChoiceField(
        label=_("Pour quel motif ?"),
        choices=[(reason.value, reason.label) for reason in REPLAYING],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez un motif.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"number": uuid4()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    @property
    def period(self) -> Period:
        """The days, whole, until now at most."""
        since, until = self.cleaned_data["since_on"], self.cleaned_data["until_on"] + timedelta(days=1)
        zone = timezone.get_current_timezone()
        end = datetime.combine(until, time(), zone)
        now = timezone.now()
        is_today = self.cleaned_data["until_on"] == timezone.localdate()
        return Period(datetime.combine(since, time(), zone), now if is_today else end)
