"""What case officers write and choose when they ask for a complement, and when they no longer do."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.complements import errors
from dossiers.complements.models import LONGEST_REASON, LONGEST_TEXT
from monespace.common.forms import DayField, PortalForm
from monespace.common.long_texts import LongTextField
from monespace.common.widgets import BoxesOnPage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dossiers.complements.selectors import AskableStep
    from dossiers.messages.models import MessageTemplate
    from monespace.common.errors import DomainError

USUAL_TIME: Final = timedelta(days=30)
NO_TEMPLATE: Final = ""
ONE_AT_LEAST: Final = _("Cochez au moins une question, dans l’étape de votre choix.")


class ComplementForm(PortalForm):
    """What is asked of the person, until when, and the exact questions and documents of each step."""

    template = forms.ChoiceField(label=_("Partir d’un modèle"), required=False)
    text = LongTextField(
        label=_("Ce que vous demandez, et pourquoi"),
        max_length=LONGEST_TEXT,
        rows=8,
        help_text=_("La personne le lit tel quel, dans la langue de son dossier."),
        error_messages={"required": errors.TextMissing.message, "max_length": errors.TextTooLong.message},
    )
    due_on = DayField(
        label=_("Réponse attendue au plus tard le"),
        help_text=_(
            "Dans 3 à 180 jours. Une réponse est encore acceptée pendant trois jours après cette date."
        ),
    )

    def __init__(
        self,
        *args: Any,
        templates: Iterable[MessageTemplate],
        steps: Sequence[AskableStep],
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {"due_on": timezone.localdate() + USUAL_TIME})
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), one.title) for one in templates]
        self.offer("template", [(NO_TEMPLATE, _("Aucun modèle")), *choices])
        if not choices:
            del self.fields["template"]
        self.steps = [f"step-{step.key}" for step in steps]
        self.sometimes_required = frozenset(self.steps)  # one question must be ticked, of any step
        for name, step in zip(self.steps, steps, strict=True):
            self.fields[name] = forms.MultipleChoiceField(
                label=_("À revoir dans l’étape « %(step)s »") % {"step": step.title},
                choices=step.questions,
                required=False,
                widget=BoxesOnPage,
                help_text=ONE_AT_LEAST if name == self.steps[0] else "",
            )

    @property
    def fields_asked(self) -> list[str]:
        """The questions that were chosen, each as ``step.field``."""
        return [chosen for name in self.steps for chosen in self.cleaned_data.get(name, ())]

    def refuse(self, refusal: DomainError) -> None:
        """Say at its field why nothing is asked."""
        self.add_error(self._field_of(refusal), str(refusal.message))

    def _field_of(self, refusal: DomainError) -> str | None:
        if isinstance(refusal, errors.TextMissing | errors.TextTooLong):
            return "text"
        if isinstance(refusal, errors.DueDayRefused):
            return "due_on"
        if isinstance(refusal, errors.FieldsMissing | errors.FieldRefused):
            return next(iter(self.steps), None)
        return None


class CancelForm(PortalForm):
    """Why the service no longer waits for an answer."""

    reason = LongTextField(
        label=_("Pourquoi annulez-vous cette demande ?"),
        max_length=LONGEST_REASON,
        rows=4,
        help_text=_("La personne le lit tel quel, dans la langue de son dossier."),
        error_messages={"required": errors.ReasonMissing.message, "max_length": errors.ReasonTooLong.message},
    )
