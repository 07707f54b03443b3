"""The page that has a table of items: its buttons save what is typed, then do what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse

from accounts.languages import chosen_language
from dossiers.engine.groups.table import TableOfItems
from dossiers.filling.groups.acts import act_of, settled
from dossiers.filling.groups.lists.columns import columns_of
from dossiers.filling.uploads.page import REMOVED
from dossiers.filling.ways import BACK_TO_REVIEW, STILL_FILLING

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from formtools.wizard.views import StepsHelper

    from dossiers.engine.forms import StepForm
    from dossiers.filling.groups.acts import Act
    from dossiers.filling.groups.place import Place
    from dossiers.filling.storage import DraftStorage


class TablePages:
    """What the adapter over formtools does for groups of questions (ADR 0102)."""

    item_address = "dossiers:item"
    list_address = "dossiers:items_list"
    """Where a list of items is added; nowhere when empty."""
    request: HttpRequest
    storage: DraftStorage
    steps: StepsHelper

    def values_after(self, form: StepForm, values: dict[str, Any]) -> tuple[dict[str, Any], Act | None]:
        """Return what is to be saved of what was typed, and which button of a table was pressed, if one was.

        A page on which nothing was typed does not replace what was: its button counts for what is saved now.
        """
        if self.storage.is_saved(self.steps.current, values):
            self.storage.base = self.storage.revisions.get(self.steps.current, "")
        action = self.request.POST.get("action", "")
        act = None if chosen_language(self.request) else act_of(action, form.questions)
        if act is not None:
            return act.applied(values), act
        stays = chosen_language(self.request) or self.pressed in {"upload", REMOVED}
        return (values if stays else settled(values, form.questions)), None

    def follow(self, act: Act) -> HttpResponse:
        """Go to the page of an item, or stay at the table."""
        if act.verb == "list" and self.list_address:
            words = {**self.page_address, "step": self.steps.current, "group": act.group.key}
            return redirect(reverse(self.list_address, kwargs=words))
        if act.opens is not None:
            return redirect(self.address_of_item(self.inner_path(act.group.key, act.opens)))
        query = urlencode({**self.request.GET.dict(), **STILL_FILLING})
        return redirect(f"{self.request.path}?{query}#id_{act.group.key}")

    def offer_lists(self, form: StepForm) -> None:
        """Have the tables of a page say that many items may be added at once, where that is so."""
        for field in form.fields.values():
            if isinstance(field.widget, TableOfItems):
                field.widget.takes_lists = bool(self.list_address and columns_of(field.widget.group))

    @property
    def pressed(self) -> str:
        """The action of the button that sent the page."""
        raise NotImplementedError

    @property
    def page_address(self) -> dict[str, Any]:
        """What the addresses of these pages are made of."""
        raise NotImplementedError

    @property
    def returns_to_review(self) -> bool:
        """Whether the person came from the review, to go back there."""
        raise NotImplementedError

    def inner_path(self, key: str, item: str) -> Place:
        """Return the place of an item of a group of this page."""
        return ((key, item),)

    def address_of_item(self, place: Place) -> str:
        """Return the address of the page of an item, with its way back."""
        words = {**self.page_address, "step": self.steps.current, "place": place}
        query = urlencode(BACK_TO_REVIEW) if self.returns_to_review else ""
        return reverse(self.item_address, kwargs=words) + (query and f"?{query}")
