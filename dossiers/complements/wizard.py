"""The steps of an answer: those of the form, with only what the request opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dossiers.complements.answering import hold_documents, save_answers
from dossiers.filling.groups.storage import ItemStorage
from dossiers.filling.groups.wizard import ItemPages
from dossiers.filling.storage import DraftStorage
from dossiers.filling.wizard import StepWizard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from dossiers.complements.draft import ComplementDraft
    from dossiers.engine.forms import StepForm
    from dossiers.filling.models import Attachment
    from dossiers.filling.saves import Save


class ComplementStorage(DraftStorage):
    """The answers and documents of one request."""

    draft: ComplementDraft

    def save(self, step: str, values: dict[str, Any], save: Save) -> str:
        """Save the answers of a step to the request."""
        return save_answers(
            actor=self.actor,
            request=self.draft.request,
            step=step,
            values=values,
            save=save,
        )

    def hold(self) -> Sequence[Attachment]:
        """Hold the documents of the request."""
        return hold_documents(actor=self.actor, request=self.draft.request)

    def is_saved(self, step: str, values: dict[str, Any]) -> bool:
        """Whether nothing was typed that differs from what is saved, or was sent."""
        typed = self.draft.typed.get(step, {})
        return all(key in typed and typed[key] == raw for key, raw in values.items())


class ComplementWizard(StepWizard):
    """The steps of one answer, for one actor."""

    template_name = "dossiers/complements/step.html"
    item_address = "dossiers:complement_item"
    documents_address = "dossiers:complement_documents"
    may_reuse = False
    list_address = ""
    autosave_address = ""
    not_sent_yet = _("Vos réponses sont enregistrées. Votre complément n’est pas encore envoyé.")
    leads_out = False  # the request is made: its service decides on what is answered now
    draft: ComplementDraft
    storage: ComplementStorage

    def new_storage(self, request: HttpRequest) -> DraftStorage:
        """Open the storage of this request."""
        return ComplementStorage(request, actor=self.actor, draft=self.draft)

    def get_form_list(self) -> dict[str, Any]:
        """Return the steps where something is open now."""
        return {step.key: step for step in self.storage.draft.open_steps}

    def render_next_step(self, form: StepForm, **_kwargs: Any) -> HttpResponse:
        """Go to the next step where something is open, or to the review."""
        del form
        keys = list(self.get_form_list())
        current = self.steps.current
        after = keys[keys.index(current) + 1 :] if current in keys and not self.returns_to_review else []
        return redirect(self.get_step_url(after[0] if after else None))

    def get_prev_step(self, step: str | None = None) -> str | None:
        """Return the step before where something is open."""
        keys = list(self.get_form_list())
        current = step or self.steps.current
        place = keys.index(current) if current in keys else 0
        return keys[place - 1] if place else None

    def get_first_incomplete(self) -> str | None:
        """Return the step to go on with, the review for None."""
        return next((key for key, step in self.get_form_list().items() if not step.is_complete), None)

    @property
    def page_address(self) -> dict[str, Any]:
        """What the addresses of its pages are made of."""
        return self.request_address

    @property
    def request_address(self) -> dict[str, Any]:
        """What the addresses of this request are made of."""
        return {**self.address, "request_id": self.draft.request.pk}

    def get_step_url(self, step: str | None) -> str:
        """Return a step's address, the review's for None."""
        if step is None:
            return reverse("dossiers:complement_review", kwargs=self.request_address)
        query = self.request.GET.urlencode() if step == self.steps.current else ""
        address = reverse("dossiers:complement_step", kwargs={**self.request_address, "step": step})
        return address + (query and f"?{query}")

    def address_of_answer(self, step: str, field: str) -> str | None:
        """Return where an answer is changed; None for a question that the request does not open."""
        return super().address_of_answer(step, field) if self.draft.opens(step, field) else None

    @property
    def questions_url(self) -> str:
        """Return the address that says which questions this step's page shows."""
        return reverse(
            "dossiers:complement_questions", kwargs={**self.request_address, "step": self.steps.current}
        )

    def get_context_data(self, form: StepForm, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows, without the place among all steps of the form."""
        context = super().get_context_data(form, **kwargs)
        return {**context, "position": None, "asked": self.draft.request}


class ComplementItemStorage(ItemStorage, ComplementStorage):
    """The answers of one item of a group that the request opens."""


class ComplementItemPages(ItemPages, ComplementWizard):
    """The page of one item of such a group."""

    template_name = "dossiers/complements/item.html"
    autosave_address = ""
    storage_class = ComplementItemStorage
