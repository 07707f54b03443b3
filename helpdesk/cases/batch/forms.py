"""What an act on several cases asks for: a colleague, or reasons; nothing for the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.decisions.models import LONGEST_REASONS
from dossiers.decisions.rules import require_reasons
from dossiers.states import State
from helpdesk.cases.batch.acts import Act
from monespace.common.errors import DomainError
from monespace.common.forms import PortalForm
from monespace.common.long_texts import LongTextField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import User


class BatchForm(PortalForm):
    """The terms of an act; ``colleagues`` are those of the service, read for ASSIGN only."""

    officer = forms.ChoiceField(
        label=_("À quel collègue ?"), error_messages={"required": _("Choisissez un collègue.")}
    )
    reasons = LongTextField(
        label=_("Motifs"),
        max_length=LONGEST_REASONS,
        rows=12,
        help_text=_("Chaque personne les lit tels quels. Utilisez la langue des dossiers choisis."),
        error_messages={"required": _("Indiquez les motifs.")},
    )

    def __init__(self, *args: Any, act: Act, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in colleagues} if act is Act.ASSIGN else {}
        if act is Act.ASSIGN:
            names = [(key, person.display_name) for key, person in self.people.items()]
            self.offer("officer", [("", "–"), *names])
        else:
            del self.fields["officer"]
        if act is not Act.CLOSE:
            del self.fields["reasons"]

    def clean_reasons(self) -> str:
        """Judge the reasons as the decision does."""
        try:
            require_reasons(State.CLOSED, self.cleaned_data["reasons"])
        except DomainError as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        return self.cleaned_data["reasons"]

    @property
    def terms(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        return {
            "to": self.people.get(self.cleaned_data.get("officer", "")),
            "reasons": self.cleaned_data.get("reasons", ""),
        }
