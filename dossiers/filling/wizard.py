"""The one adapter over formtools: it walks the steps that the journey says exist (ADR 0004).

Of ``NamedUrlWizardView`` we keep the walk (steps helper, going to a step, rendering, the storage seam) and
replace what harms a public form. Each replacement says which of the eight hazards of the ADR it removes.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from formtools.wizard.views import NamedUrlWizardView, StepsHelper, WizardView

from accounts.languages import chosen_language
from accounts.sessions.late_forms import kept_values
from accounts.sessions.typed_forms import say_excess
from dossiers.access import require_level
from dossiers.filling.attachment_services import double_in_words
from dossiers.filling.autosave.context import TypingPages
from dossiers.filling.conflict import compare
from dossiers.filling.errors import StaleAnswers
from dossiers.filling.groups.table import TablePages
from dossiers.filling.progress import places
from dossiers.filling.review import clashes
from dossiers.filling.storage import DraftStorage
from dossiers.filling.told import ExitPages
from dossiers.filling.uploads.page import CHOOSING, GONE, REMOVED, DocumentPages, say_refusals
from dossiers.filling.ways import BACK_TO_REVIEW, STILL_FILLING
from monespace.bodies.excess import excess_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict
    from django.utils.functional import _StrOrPromise

    from dossiers.engine.forms import StepForm
    from dossiers.filling.attachment_services import Refusals
    from dossiers.filling.draft import Draft
    from enterprises.rights.actor import Actor

NOT_YET = _("Avant d’aller plus loin, complétez ou corrigez cette étape.")
NO_LONGER = _("L’étape demandée ne fait plus partie de votre demande, vu vos autres réponses.")
TYPED_NOT_SAVED = _(
    "Ces réponses ne sont pas encore enregistrées. Cette étape a été modifiée ailleurs, et cette "
    "démarche demande la carte d’identité électronique. Identifiez-vous avec elle dans un autre "
    "onglet, puis enregistrez ici."
)


class StepWizard(ExitPages, DocumentPages, TablePages, TypingPages, NamedUrlWizardView):
    """The steps of one draft, for one actor."""

    template_name = "dossiers/filling/step.html"
    not_sent_yet = _("Vos réponses sont enregistrées. Votre demande n’est pas encore envoyée.")
    actor: Actor = None  # type: ignore[assignment]  # given by as_view()
    draft: Draft = None  # type: ignore[assignment]  # given by as_view()

    @classmethod
    def get_initkwargs(cls, *_args: Any, **kwargs: Any) -> dict[str, Any]:
        """Take the actor and the draft instead of a list of form classes: the definition makes the forms."""
        return kwargs

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open the storage of this dossier, not one shared by every form of the class (hazard 5)."""
        self.storage = self.new_storage(request)
        self.storage.current_step = kwargs["step"]
        self.steps = StepsHelper(self)
        return super(WizardView, self).dispatch(request, *args, **kwargs)

    def new_storage(self, request: HttpRequest) -> DraftStorage:
        """Open the storage of the draft."""
        return DraftStorage(request, actor=self.actor, draft=self.draft)

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Show a step that may be visited, else the one to go on with (hazard 3); no more (hazard 1)."""
        step = self.get_form_list().get(self.steps.current)
        if step is None or not step.may_visit:
            return self.lead_back(NOT_YET if step else NO_LONGER)
        kept = kept_values(self.request)
        return self.render(self.get_form()) if kept is None else self.render_kept(kept)

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Save what was typed whatever the button (hazard 6), in the address's step (hazard 4)."""
        if excess := excess_of(self.request):
            say_excess(self.request, excess)
            return self.render_typed(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        step = self.steps.current
        form = self.get_form(data=self.request.POST)
        values, act = self.get_form_step_data(form), None
        if form.has_tables:
            values, act = self.values_after(form, values)
        stale = None
        try:
            self.storage.set_step_data(step, values)
        except StaleAnswers as newer:
            stale = newer
        refusals = self.take_files(step)  # after the answers, which nothing about a file may cost
        if stale is not None:
            say_refusals(self.request, refusals)
            if self.is_sure:
                return self.render_conflict(values, stale)
            messages.warning(self.request, TYPED_NOT_SAVED)
            return self.render_typed(HTTPStatus.FORBIDDEN)
        require_level(self.actor, self.draft.definition)
        if self.storage.draft.attachments != self.draft.attachments:
            form = self.get_form(data=self.request.POST)
        if act is not None:
            return self.render_refused(form, refusals) if refusals else self.follow(act)
        action = "language" if chosen_language(self.request) else self.pressed
        if action in {"save", "previous", "upload", REMOVED, CHOOSING, "language"}:
            return self.render_refused(form, refusals) if refusals else self.leave(action)
        if refusals:
            self.show_refusals(form, refusals)
        return self.go_on(form)

    def go_on(self, form: StepForm) -> HttpResponse:
        """Go where the answers lead: out, when they give no right, whatever else of the page is wrong."""
        if self.leads_out and form.journey.exits:
            return redirect("dossiers:no_right", **self.address)
        return self.render_next_step(form) if form.is_valid() else self.render(form)

    def take_files(self, step: str) -> Refusals:
        """Change the step's files, say which came twice or left, and return why others are refused."""
        change = self.storage.set_step_files(step, self.request.FILES)
        for double in change.doubles:
            messages.info(self.request, double_in_words(*double))
        if self.pressed == REMOVED:
            messages.success(self.request, GONE)
        return change.refusals

    def render_next_step(self, form: StepForm, **_kwargs: Any) -> HttpResponse:
        """Go to the step after, by the journey that judged the form; to the review when there is none.

        Answers that call for a warning lead back here, once, to read it.
        An earlier step that is not complete, or no longer, comes first: it says why. So does the review.
        """
        journey, current = form.journey, self.steps.current
        if journey.definition.has_warnings and self.must_tell(journey):
            return self.render_to_response(self.get_context_data(form=self.get_form(), is_told_now=True))
        following = journey.next_after(current)
        if following is None or self.returns_to_review:
            return redirect(self.get_step_url(None))
        here, obstacle = journey.step(current), journey.first_incomplete
        if here and obstacle and obstacle.number < here.number:
            return self.lead_back(NOT_YET)
        return redirect(self.get_step_url(following.key))

    def lead_back(self, reason: _StrOrPromise) -> HttpResponse:
        """Lead to the step to go on with, and say why."""
        messages.warning(self.request, reason)
        return redirect(self.get_step_url(self.get_first_incomplete()))

    def leave(self, action: str) -> HttpResponse:
        """Go where a button leads that does not ask whether the answers are right."""
        if action in {"upload", REMOVED, "language"}:
            query = urlencode({**self.request.GET.dict(), **STILL_FILLING})
            place = f"#id_{self.removed_at}" if action == REMOVED else ""
            return redirect(f"{self.request.path}?{query}{place}")
        if action == CHOOSING:
            return redirect(self.reuse_url(self.steps.current))
        if action == "previous" and (previous := self.steps.prev):
            return self.render_goto_step(previous)
        messages.success(self.request, self.not_sent_yet)
        return redirect("dossiers:detail", **self.address)

    def render_conflict(self, values: dict[str, Any], stale: StaleAnswers) -> HttpResponse:
        """Show both versions; the form holds what was just typed and may now replace what is saved.

        Not by a button of the languages: ``unsettled`` brings that back here.
        """
        step, draft = self.steps.current, self.storage.draft
        self.storage.revisions[step] = stale.saved.revision
        context = self.get_context_data(
            form=draft.with_typed(step, values).form(step),
            conflict=stale,
            unsettled=self.storage.base,
            differences=compare(draft, step, saved=stale.saved.values, typed=values),
        )
        return self.render_to_response(context, status=stale.status)

    def render_kept(self, kept: QueryDict) -> HttpResponse:
        """Show again what was sent too late; saving it is compared as it was then."""
        step = self.steps.current
        values = self.get_form_step_data(self.get_form(data=kept))
        self.storage.revisions[step] = kept.get("revision", "")
        return self.render(self.storage.draft.with_typed(step, values).form(step))

    def render_typed(self, status: int) -> HttpResponse:
        """Give back what was typed; what is saved is not replaced, nor shown to who is not sure."""
        step = self.steps.current
        if not self.is_sure:
            self.storage.draft = self.draft.withheld()
        values = self.get_form_step_data(self.get_form(data=self.request.POST))
        self.storage.draft = self.storage.draft.with_typed(step, values)
        self.storage.revisions = {step: self.request.POST.get("revision", "")}
        return self.render_to_response(self.get_context_data(form=self.get_form()), status=status)

    @property
    def is_sure(self) -> bool:
        """Whether the actor signed in as surely as the démarche asks."""
        return self.actor.level >= self.draft.definition.level

    def get_form_list(self) -> dict[str, Any]:
        """Return the steps that apply now, recomputed after each save (hazard 8)."""
        return {step.key: step for step in self.storage.draft.journey.steps}

    def get_form(self, step: str | None = None, data: Any = None, files: Any = None) -> StepForm:
        """Return the form of a step; ``files`` are taken in by the storage (hazard 7)."""
        del files
        return self.storage.draft.form(step or self.steps.current, data, is_filling=self.is_filling)

    def get_form_step_data(self, form: StepForm) -> dict[str, Any]:
        """Keep the declared fields only, as typed (hazard 2)."""
        return self.storage.draft.values_to_save(self.steps.current, form)

    def get_prev_step(self, step: str | None = None) -> str | None:
        """Return the step before; also for a step that no longer applies."""
        previous = self.storage.draft.journey.previous_before(step or self.steps.current)
        return previous.key if previous else None

    def get_first_incomplete(self) -> str | None:
        """Return the step to go on with."""
        step = self.storage.draft.journey.first_incomplete
        return step.key if step else None

    @property
    def address(self) -> dict[str, Any]:
        """What the addresses of this dossier are made of."""
        return {"space": self.actor.space.key, "dossier_id": self.draft.dossier.pk}

    @property
    def returns_to_review(self) -> bool:
        """Whether the person came from the review, to go back there."""
        return self.request.GET.get("retour") == BACK_TO_REVIEW["retour"]

    @property
    def page_address(self) -> dict[str, Any]:
        """What the addresses of its pages are made of."""
        return self.address

    def get_step_url(self, step: str | None) -> str:
        """Return a step's address, the review's for None; the same step keeps its way back."""
        if step is None:
            return reverse("dossiers:review", kwargs=self.address)
        query = self.request.GET.urlencode() if step == self.steps.current else ""
        return reverse("dossiers:step", kwargs={**self.address, "step": step}) + (query and f"?{query}")

    @property
    def is_filling(self) -> bool:
        """Whether the person only added a file or switched the language, in the middle of the step."""
        return self.request.GET.get("en-cours") == STILL_FILLING["en-cours"]

    def address_of_answer(self, step: str, field: str) -> str | None:
        """Return where an answer is changed: on this very page, or on its step's."""
        if step == self.steps.current:
            return f"#id_{field}"
        query = f"?{urlencode(BACK_TO_REVIEW)}" if self.returns_to_review else ""
        return f"{self.get_step_url(step)}{query}#id_{field}"

    @property
    def questions_url(self) -> str:
        """Return the address that says which questions this step's page shows."""
        return reverse("dossiers:questions", kwargs={**self.address, "step": self.steps.current})

    def get_context_data(self, form: StepForm, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows: the form, where it stands, and the revision it is made from."""
        draft, current, previous = self.storage.draft, self.steps.current, self.steps.prev
        if self.is_sure:
            self.tell_addresses(form, current)
        self.offer_lists(form)
        return {
            "form": form,
            "draft": draft,
            "step": draft.definition.step(current),
            "position": self.get_form_list().get(current),
            "steps": places(self.get_form_list().values(), self.get_step_url, current),
            "previous_url": self.get_step_url(previous) if previous else "",
            **self.told_context(),
            "clashes": clashes(form.journey, current, self.address_of_answer),
            "questions_url": self.questions_url if form.is_conditional and self.is_sure else "",
            **self.typing_context(may_keep=self.is_sure and "conflict" not in kwargs),
            "has_files": any(key == current for key, _question in draft.file_questions()),
            "revision": self.storage.revisions.get(current, ""),
            "next_revision": uuid4().hex,
            **kwargs,
        }
