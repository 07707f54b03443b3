"""The page of a step, for what its answers mean: an exit leads away, a warning is shown once (ADR 0110)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dossiers.filling.exits import is_untold, warnings_at

if TYPE_CHECKING:
    from django.http import HttpRequest
    from formtools.wizard.views import StepsHelper

    from dossiers.engine.journey import Journey
    from dossiers.filling.storage import DraftStorage


class ExitPages:
    """What the adapter over formtools does for exits and warnings."""

    leads_out = True
    """Whether answers that meet an exit lead to its page."""
    request: HttpRequest
    storage: DraftStorage
    steps: StepsHelper

    def must_tell(self, journey: Journey) -> bool:
        """Whether the answers call for a warning that the page sent did not show."""
        return is_untold(journey, self.steps.current, told=self.request.POST.getlist("told_warnings"))

    def told_context(self) -> dict[str, Any]:
        """Return the warnings of the step as it is saved; the page of an item has none."""
        draft = self.storage.draft
        warnings = {} if draft.part else warnings_at(draft.journey, self.steps.current)
        return {"warnings": warnings, "is_told_now": False}
