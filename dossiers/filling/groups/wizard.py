"""The page of one item: that of a step, with the questions of the item alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dossiers.engine.groups.items import new_id
from dossiers.engine.groups.judging import item_name
from dossiers.filling.groups.storage import ItemStorage
from dossiers.filling.wizard import StepWizard

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from dossiers.engine.forms import StepForm
    from dossiers.filling.draft import Draft
    from dossiers.filling.groups.place import ItemPlace
    from dossiers.filling.storage import DraftStorage


class ItemPages(StepWizard):
    """What the page of an item does otherwise than that of a step, in a draft or in an answer."""

    template_name = "dossiers/filling/item.html"
    leads_out = False  # the page of the step does, once its items are there
    storage_class = ItemStorage
    list_address = ""
    autosave_address = "dossiers:keep_item"
    place: ItemPlace = None  # type: ignore[assignment]  # given by as_view()
    around: Draft = None  # type: ignore[assignment]  # given by as_view()

    def new_storage(self, request: HttpRequest) -> DraftStorage:
        """Open the storage of the item."""
        return self.storage_class(request, actor=self.actor, draft=self.around, place=self.place)

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the item, unless there may be no more or its group is not asked."""
        step = self.draft.journey.step(self.place.step)
        if step is not None and self.place.path[0][0] not in step.questions:
            return redirect(self.table_url)
        if self.place.is_one_too_many:
            self._say_too_many()
            return redirect(self.table_url)
        return super().get(*args, **kwargs)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the item; one too many is shown again with what was typed."""
        if self.place.is_one_too_many:
            self._say_too_many()
            return self.render_typed(200)
        return super().post(*args, **kwargs)

    def _say_too_many(self) -> None:
        limit = self.place.group.repeat.max
        sentence = _("« %(label)s » : il y en a %(limit)s, c’est le maximum.")
        messages.warning(self.request, sentence % {"label": self.place.group.quoted_label, "limit": limit})

    def render_next_step(self, form: StepForm, **_kwargs: Any) -> HttpResponse:
        """Go back to the table of the items, or to the page of another new one."""
        del form
        if self.request.POST.get("action") == "another":
            return redirect(self.address_of_item((*self.place.path[:-1], (self.place.path[-1][0], new_id()))))
        return redirect(self.table_url)

    def leave(self, action: str) -> HttpResponse:
        """Go where a button leads; « Précédent » leads to the table."""
        return redirect(self.table_url) if action == "previous" else super().leave(action)

    @property
    def table_url(self) -> str:
        """Return the address of the table the item stands in: on the page of the step, or of an item."""
        outer, key = self.place.path[:-1], self.place.path[-1][0]
        address = self.address_of_item(outer) if outer else super().get_step_url(self.place.step)
        return f"{address}#id_{key}"

    def get_step_url(self, step: str | None) -> str:
        """Return a step's address; for the step it stands in, the item's own."""
        return (
            self.address_of_item(self.place.path) if step == self.place.step else super().get_step_url(step)
        )

    def inner_path(self, key: str, item: str) -> Any:
        """Return the place of an item of a group within this one."""
        return (*self.place.path, (key, item))

    @property
    def questions_url(self) -> str:
        """Return the address that says which questions this item's page shows."""
        words = {**self.page_address, "step": self.place.step, "place": self.place.path}
        return reverse(f"{self.item_address}_questions", kwargs=words)

    @property
    def place_of_typing(self) -> dict[str, Any]:
        """What the address that keeps what is typed here is made of, beside the page's."""
        return {"step": self.place.step, "place": self.place.path}

    def get_context_data(self, form: StepForm, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows, with the name of the item, and without what clashes elsewhere."""
        label = self.place.group.repeat.item_label
        return {
            **super().get_context_data(form, **kwargs),
            "clashes": [],
            "item_title": item_name(label, self.place.number, get_language()),
            "group": self.place.group,
            "previous_url": self.table_url,
            "has_files": False,
            "may_add": self.place.number < self.place.group.repeat.max,
        }
