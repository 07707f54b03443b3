"""What the page of a step shows of its documents: where they are, which are refused, what left."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dossiers.engine.widgets import CHOOSE, REMOVE, Documents
from dossiers.filling.reuse.selectors import has_fitting
from dossiers.filling.ways import BACK_TO_REVIEW

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponse

    from dossiers.engine.forms import StepForm
    from dossiers.filling.attachment_services import Refusals
    from dossiers.filling.draft import Draft
    from enterprises.rights.actor import Actor

FILES_REFUSED = _(
    "Vos réponses de cette page sont enregistrées, et les documents de ses listes aussi. Un fichier au moins "
    "n’est pas gardé : voyez lequel et pourquoi."
)
GONE = _("Le document est retiré.")
REMOVED = "removed"  # what « Retirer » beside a document does
CHOOSING = "choosing"  # what « Choisir parmi vos documents » does


class DocumentPages:
    """What the adapter over formtools does for documents."""

    documents_address = "dossiers:step_documents"
    may_reuse = True
    """Whether documents of other dossiers may be chosen here."""
    request: HttpRequest
    actor: Actor
    draft: Draft
    render: Callable[[StepForm], HttpResponse]

    @property
    def address(self) -> dict[str, Any]:
        """What the addresses of this dossier are made of."""
        raise NotImplementedError

    @property
    def page_address(self) -> dict[str, Any]:
        """What the addresses of its pages are made of."""
        raise NotImplementedError

    @property
    def removed_at(self) -> str:
        """The key of the question a document of which is removed; empty for none."""
        return next((name.removesuffix(REMOVE) for name in self.request.POST if name.endswith(REMOVE)), "")

    @property
    def chosen_at(self) -> str:
        """The key of the question for which a document of another dossier is to be chosen; empty for none."""
        questions = self.draft.file_questions() if self.may_reuse else ()
        return next((one.key for _step, one in questions if f"{one.key}{CHOOSE}" in self.request.POST), "")

    @property
    def pressed(self) -> str:
        """The action of the button that sent the page; those beside a question or its documents name none."""
        beside = REMOVED if self.removed_at else CHOOSING if self.chosen_at else ""
        return self.request.POST.get("action") or beside

    def reuse_url(self, step: str) -> str:
        """Return where documents of other dossiers are chosen."""
        words = {**self.address, "step": step, "field": self.chosen_at}
        query = urlencode(kept_way(self.request))
        return reverse("dossiers:reuse", kwargs=words) + (query and f"?{query}")

    def render_refused(self, form: StepForm, refusals: Refusals) -> HttpResponse:
        """Show why files were refused, and nothing else that may still be wrong."""
        self.show_refusals(form, refusals)
        for field in set(form.errors) - set(refusals):
            del form.errors[field]
        return self.render(form)

    def show_refusals(self, form: StepForm, refusals: Refusals) -> None:
        """Put the reasons why files were refused at their fields, in place of « add the document »."""
        messages.info(self.request, FILES_REFUSED)
        for field, reasons in refusals.items():
            form.errors.pop(field, None)
            form.add_error(field if field in form.fields else None, reasons)

    def tell_addresses(self, form: StepForm, step: str) -> None:
        """Tell the inputs of documents where their documents are seen, and where a script sends others."""
        for name, field in form.fields.items():
            if isinstance(field.widget, Documents):
                words = {**self.page_address, "step": step}
                field.widget.address = reverse(self.documents_address, kwargs=words)
                field.widget.address_of = address_of(self.address)
                question = self.draft.file_question(step, name)
                field.widget.may_choose = bool(
                    self.may_reuse and question and has_fitting(self.actor, self.draft, question)
                )


def kept_way(request: HttpRequest) -> dict[str, str]:
    """Return what an address says of the way back to the review."""
    return {name: value for name, value in BACK_TO_REVIEW.items() if request.GET.get(name) == value}


def address_of(dossier: Mapping[str, Any]) -> Callable[[str], str]:
    """Return what gives the address where a document is looked at; ``dossier`` is what its address has."""
    return lambda document: reverse("dossiers:shown_document", kwargs={**dossier, "document_id": document})


def say_refusals(request: HttpRequest, refusals: Refusals) -> None:
    """Say why files were refused, on a page that is about something else."""
    for reason in itertools.chain.from_iterable(refusals.values()):
        messages.error(request, " ".join(reason.messages))
