"""What case officers choose and write about a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.decisions.models import LONGEST_REASONS
from dossiers.decisions.rules import require_reasons
from dossiers.handling.models import LONGEST_NOTE
from dossiers.messages.forms import LONGEST_KEY, new_key
from dossiers.states import DECIDED, State
from monespace.common.errors import DomainError
from monespace.common.forms import PortalForm
from monespace.common.long_texts import LongTextField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import User
    from dossiers.handling.models import Case

NOBODY = "personne"


class ReferenceForm(PortalForm):
    """The reference of a dossier that somebody dictates or that stands on a letter."""

    reference = forms.CharField(
        label=_("Référence du dossier"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Tapez la référence du dossier.")},
    )


class AssignForm(PortalForm):
    """Into whose hands the dossier goes; in whose it was on the page comes with it."""

    officer = forms.ChoiceField(label=_("Qui traite ce dossier ?"))
    instead_of = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, colleagues: Iterable[User], **kwargs: Any) -> None:
        current = case.officer_id
        kwargs.setdefault("initial", {"officer": str(current or NOBODY), "instead_of": current})
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in colleagues}
        names = [(key, person.display_name) for key, person in self.people.items()]
        self.offer("officer", [(NOBODY, _("Personne : à attribuer")), *names])

    @property
    def chosen(self) -> User | None:
        """The colleague chosen; None to give the dossier back."""
        return self.people.get(self.cleaned_data["officer"])


class DecisionForm(PortalForm):
    """What the service decides, and why, in the words that the person reads."""

    sometimes_required = frozenset({"reasons"})

    outcome = forms.ChoiceField(
        label=_("Quelle est la décision ?"),
        choices=[(state.value, state.label) for state in State if state in DECIDED],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez la décision.")},
    )
    reasons = LongTextField(
        label=_("Motifs"),
        required=False,
        max_length=LONGEST_REASONS,
        rows=12,
        help_text=_(
            "La personne les lit tels quels, dans la langue de son dossier. Ils sont obligatoires, sauf si "
            "vous acceptez toute la demande."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the reasons that the decision needs, before it is read and confirmed."""
        typed = super().clean() or {}
        if "outcome" in typed and "reasons" in typed:
            try:
                require_reasons(State(typed["outcome"]), typed["reasons"])
            except DomainError as refusal:
                self.add_error("reasons", refusal.message)
        return typed


class ConfirmForm(forms.Form):
    """Which proposal was read."""

    proposal_id = forms.UUIDField()


class NoteForm(PortalForm):
    """What an officer tells his colleagues; ``key`` is this form's own."""

    text = LongTextField(
        label=_("Votre note"),
        max_length=LONGEST_NOTE,
        rows=6,
        error_messages={"required": _("Indiquez ce que dit la note.")},
    )
    key = forms.CharField(required=False, max_length=LONGEST_KEY, initial=new_key, widget=forms.HiddenInput)
