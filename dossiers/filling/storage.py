"""The wizard's storage: one database row for each step of the draft; never the session (ADR 0005)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from formtools.wizard.storage.base import BaseStorage

from accounts.languages import chosen_language
from dossiers.dossier.standing import Standing
from dossiers.engine.widgets import removed_from
from dossiers.filling.attachment_services import Change, Hold, change_documents
from dossiers.filling.saves import Save, Typing
from dossiers.filling.services import save_step

if TYPE_CHECKING:
    from django.http import HttpRequest

    from dossiers.filling.draft import Draft
    from enterprises.rights.actor import Actor


COUNT = "typed_saves"
"""The page's own input that says how often it sent what was typed."""


class DraftStorage(BaseStorage):
    """The storage of one dossier, under its own id: two tabs or two dossiers never share it."""

    def __init__(self, request: HttpRequest, *, actor: Actor, draft: Draft) -> None:
        super().__init__(str(draft.dossier.pk), request)
        self.init_data()
        self.actor = actor
        self.draft = draft
        self.base = base_of(request)
        self.revisions = {step: row.revision for step, row in draft.saved.items()}

    hold: Hold | None = None
    """What keeps the documents from being changed elsewhere; a draft's own unless said."""
    is_whole = True
    """Whether a page holds the whole step, and its buttons confirm all of it."""

    def get_step_data(self, step: str) -> Any:
        """Return the answers of a step, None before the first save."""
        return self.draft.answers.get(step)

    def set_step_data(self, step: str, cleaned_data: dict[str, Any]) -> None:
        """Save the declared answers as typed; raise StaleAnswers rather than overwrite a newer save."""
        if self.is_saved(step, cleaned_data) and not self.asks_to_confirm(step):
            return
        self.revisions[step] = self.save(step, cleaned_data, self.save_of_page())
        self.draft = self.draft.with_typed(step, cleaned_data)

    def keep_typed(self, step: str, values: dict[str, Any], typing: Typing) -> None:
        """Keep what somebody types as typed, not confirmed; raise StaleAnswers as a button does."""
        if not self.is_saved(step, values):
            self.save(step, values, self.save_of_page(typing))

    def save_of_page(self, typing: Typing | None = None) -> Save:
        """Return the save that the posted page makes."""
        return Save.of(base=self.base, page=self.request.POST.get("next_revision", ""), typing=typing)

    def asks_to_confirm(self, step: str) -> bool:
        """Whether a button has something to say of answers that are saved already.

        What was kept while somebody typed is confirmed; what this page sent of it and is still under way
        must find that a button came first.
        """
        return (self.is_whole and step in self.draft.unconfirmed) or self.request.POST.get(COUNT, "0") != "0"

    def is_saved(self, step: str, values: dict[str, Any]) -> bool:
        """Whether these are the answers that are saved."""
        return self.draft.typed.get(step) == values

    def save(self, step: str, values: dict[str, Any], save: Save) -> str:
        """Save the answers of a step and return the revision it then stands at."""
        return save_step(
            actor=self.actor,
            dossier=self.draft.dossier,
            step=step,
            values=values,
            save=save,
            standing=self.standing_after(step, values, save),
            is_whole=self.is_whole,
        )

    @property
    def whole(self) -> Draft:
        """The draft with all of its steps."""
        return self.draft

    def standing_after(self, step: str, values: dict[str, Any], save: Save) -> Standing:
        """Return where the draft stands once these answers of a step are saved.

        Who is typing stands where they type; an item leaves its step as confirmed as it is.
        """
        whole = self.whole
        if save.typing and (here := whole.journey.step(step)):
            return Standing(here.number, here.total)
        after = whole.with_typed(step, values)
        return (after if self.is_whole else replace(after, unconfirmed=whole.unconfirmed)).standing

    def set_step_files(self, step: str, files: Any) -> Change:
        """Remove the ticked files and add the posted ones; return what became of them."""
        draft = self.draft
        questions = [question for key, question in draft.file_questions() if key == step]
        leaving = [
            one
            for question in questions
            for one in draft.files_of(step, question.key)
            if str(one.pk) in removed_from(self.request.POST, question.key)
        ]
        uploads = [(question, upload) for question in questions for upload in files.getlist(question.key)]
        if not leaving and not uploads:
            return Change(list(draft.attachments))
        change = change_documents(
            actor=self.actor, draft=draft, step=step, leaving=leaving, uploads=uploads, hold=self.hold
        )
        self.draft = draft.with_attachments(tuple(change.documents))
        return change


def base_of(request: HttpRequest) -> str:
    """Return the revision the posted page was made from.

    A conflict that was shown is not settled by who only changes the language: their base is the old one.
    """
    posted = request.POST
    if "unsettled" in posted and chosen_language(request):
        return posted["unsettled"]
    return posted.get("revision", "")
