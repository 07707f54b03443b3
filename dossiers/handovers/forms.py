"""What is chosen and typed to hand a draft over: to whom, and a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.dossier.readers import standing_in_words
from dossiers.handovers.errors import NoLongerAble
from enterprises.invitations.forms import MESSAGE
from monespace.common.forms import PortalForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrOrPromise

    from enterprises.rights.actor import Actor
    from monespace.common.errors import DomainError

MOST_AS_RADIOS: Final = 8
"""More are a list that unfolds, in which one types the beginning of a name."""


class HandoverForm(PortalForm):
    """One of the colleagues who may go on, and what to write to them."""

    colleague = forms.ChoiceField(
        label=_("À qui ?"),
        error_messages={
            "required": _("Choisissez une personne."),
            "invalid_choice": NoLongerAble.message,
        },
    )
    message = MESSAGE

    def __init__(self, *args: Any, colleagues: Sequence[Actor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, _StrOrPromise]] = [
            (str(one.user.pk), f"{one.user.display_name}, {standing_in_words(one)}") for one in colleagues
        ]
        field: Any = self.fields["colleague"]
        if len(choices) > MOST_AS_RADIOS:
            choices.insert(0, ("", _("Choisissez")))
        else:
            field.widget = forms.RadioSelect()
        if len(colleagues) == 1:
            field.initial = choices[0][0]
        self.offer("colleague", choices)

    def refuse(self, refusal: DomainError) -> None:
        """Say why the draft is not handed over: beside the colleague when it is about them."""
        about_them = isinstance(refusal, NoLongerAble)
        self.add_error("colleague" if about_them else None, str(refusal.message))

    @property
    def colleague_id(self) -> UUID:
        """Who was chosen."""
        return UUID(self.cleaned_data["colleague"])
