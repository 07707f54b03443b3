"""For which establishment a request is made, asked before it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.register.establishments import open_places
from enterprises.register.fields import place_field
from monespace.common.forms import PortalForm

if TYPE_CHECKING:
    from enterprises.rights.actor import Actor


class PlaceForm(PortalForm):
    """One question, or none: who acts for a single establishment, or for a person, has no choice."""

    establishment = forms.ChoiceField(
        label=_("Pour quel établissement faites-vous cette demande ?"),
        required=False,
        help_text=_(
            "Les collègues dont l’accès se limite à un établissement ne voient que les demandes "
            "faites pour lui."
        ),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        enterprise = actor.space.enterprise
        is_limited = actor.scope.establishment_id is not None
        places = [] if enterprise is None or is_limited else open_places(enterprise)
        if len(places) > 1:
            self.fields["establishment"] = place_field(places, self.fields["establishment"])
        else:
            del self.fields["establishment"]

    @property
    def has_question(self) -> bool:
        """Whether there is something to choose."""
        return bool(self.fields)

    @property
    def establishment_id(self) -> int | None:
        """What was chosen; None for the whole enterprise."""
        chosen = self.cleaned_data.get("establishment")
        return int(chosen) if chosen else None
