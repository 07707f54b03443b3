"""What the page of a step, or of an item, needs so that what is typed on it is kept meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

if TYPE_CHECKING:
    from formtools.wizard.views import StepsHelper

    from dossiers.filling.storage import DraftStorage


class TypingPages:
    """What the adapter over formtools does for what is typed and not confirmed by a button (ADR 0108)."""

    autosave_address = "dossiers:keep_step"
    storage: DraftStorage
    steps: StepsHelper

    @property
    def page_address(self) -> dict[str, Any]:
        """What the addresses of these pages are made of."""
        raise NotImplementedError

    @property
    def place_of_typing(self) -> dict[str, Any]:
        """What the address that keeps what is typed here is made of, beside the page's."""
        return {"step": self.steps.current}

    def typing_context(self, *, may_keep: bool) -> dict[str, Any]:
        """Return where the page sends what is typed on it, and what was kept of it before.

        Not where ``may_keep`` is false: until a person has chosen between two versions, what they type
        replaces none of them by itself.
        """
        draft, current = self.storage.draft, self.steps.current
        words = {**self.page_address, **self.place_of_typing}
        return {
            "autosave_url": reverse(self.autosave_address, kwargs=words)
            if may_keep and self.autosave_address
            else "",
            "was_typed": draft.saved[current] if current in draft.unconfirmed else None,
        }
