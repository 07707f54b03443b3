"""What is asked beside the questions: for which establishment, before; which declarations, when sending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from enterprises.register.establishments import open_places
from enterprises.register.fields import place_field
from monespace.common.forms import PortalForm

if TYPE_CHECKING:
    from dossiers.engine.journey import Journey
    from enterprises.rights.actor import Actor

PREFIX = "declaration_"


class DeclarationsForm(PortalForm):
    """One box to tick for each declaration that these answers call for, named ``declaration_<key>``."""

    def __init__(self, journey: Journey, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language()
        for declaration in journey.declarations:
            text = declaration.text(language)
            message = _("Cochez « %(declaration)s » pour envoyer votre demande.") % {
                "declaration": declaration.text.quoted(language)
            }
            self.fields[f"{PREFIX}{declaration.key}"] = forms.BooleanField(
                label=text,
                widget=forms.CheckboxInput(attrs={"class": "choice__input"}),
                error_messages={"required": message},
            )


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
