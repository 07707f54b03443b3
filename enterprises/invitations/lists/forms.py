"""A list of people to invite, as typed or as a file, and whether it may be sent as it was shown."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy

from enterprises.invitations.forms import MESSAGE
from enterprises.invitations.lists.lines import lines_of, placed
from enterprises.invitations.lists.meanings import Vocabulary
from enterprises.invitations.refusals import refusals
from enterprises.register.errors import EnterpriseStopped
from enterprises.rights.terms import offered
from monespace.common.pasted_form import PastedForm, PastedLines
from monespace.common.pasted_rows import without
from monespace.mail.counting import WHOLE
from monespace.mail.errors import MailBudgetSpent

if TYPE_CHECKING:
    from django.http import QueryDict

    from enterprises.invitations.lists.lines import Line, Placed
    from enterprises.invitations.models import Invitee
    from enterprises.register.models import Enterprise
    from enterprises.rights.actor import Actor
    from enterprises.rights.terms import Terms

MOST_LINES = 100


class ListForm(PastedForm):
    """Lines of people to invite, and a message to all."""

    lines_field = "people"
    too_large = gettext_lazy("Ce fichier est trop grand pour une liste de cent personnes.")
    too_long = gettext_lazy(
        "La liste a %(lines)s lignes. Envoyez-la en plusieurs fois, au plus %(most)s à la fois."
    )
    most_lines = MOST_LINES
    field_order = ("people", "file", "message")

    people = PastedLines(
        label=gettext_lazy("Liste des personnes"),
        help_text=gettext_lazy(
            "Une personne par ligne, au plus cent. Vous pouvez coller des cellules d’un tableur."
        ),
    )
    message = MESSAGE

    def __init__(
        self,
        data: QueryDict | None = None,
        files: Any = None,
        *,
        actor: Actor,
        enterprise: Enterprise,
        confirmed: str = "",
    ) -> None:
        super().__init__(data, files)
        self.actor, self.enterprise = actor, enterprise
        self.confirmed = confirmed
        self.lines: list[Line] = []
        self.spent: MailBudgetSpent | None = None

    def clean(self) -> None:
        """Say what is wrong, with the enterprise first."""
        if self.enterprise.has_stopped:
            self.add_error(None, str(EnterpriseStopped(self.enterprise).message))
        super().clean()

    def rows_in(self, text: str) -> list[Placed]:
        """Return the lines of people."""
        return placed(text)

    @property
    def good(self) -> list[Line]:
        """The lines that could be sent."""
        return [line for line in self.lines if not line.errors]

    @property
    def wrong(self) -> list[Line]:
        """The lines that have an error."""
        return [line for line in self.lines if line.errors]

    @property
    def invited(self) -> list[tuple[Invitee, Terms]]:
        """Who is invited under which terms."""
        return [(line.invitee, line.terms) for line in self.lines if line.invitee and line.terms]

    @property
    def fingerprint(self) -> str:
        """What stands for the list as it is understood now: whoever confirms confirms what they saw."""
        return hashlib.sha256(repr(self.invited).encode()).hexdigest()

    @property
    def is_confirmed(self) -> bool:
        """Whether the list means what the person saw and confirmed; the service says whether it may go."""
        return self.confirmed == self.fingerprint

    def refuse(self) -> None:
        """Say again what is wrong, as it is now, with a list that was confirmed."""
        self.confirmed = ""
        self.full_clean()

    def without_errors(self) -> ListForm:
        """Return the form without the lines that have an error; headings stay."""
        self.full_clean()
        data = self.data.copy()
        data["people"] = without(self.data.get("people", ""), {line.number for line in self.wrong})
        return ListForm(data, actor=self.actor, enterprise=self.enterprise)

    def read(self, rows: list[Placed]) -> None:
        """Understand whom each line invites, and whether they may be."""
        places = self.enterprise.establishments.all()
        words = Vocabulary(
            establishments=places, demarches=offered(), language=get_language() or settings.LANGUAGE_CODE
        )
        self.lines = lines_of(rows, words)
        addresses = {line.email for line in self.lines if line.email}
        refused = {} if self.is_confirmed else refusals(self.actor, self.enterprise, addresses)
        budgets = [refusal for refusal in refused.values() if isinstance(refusal, MailBudgetSpent)]
        self.spent = next(iter(budgets), None)
        if WHOLE in refused:
            self.add_error(None, str(refused[WHOLE].message))
        for line in self.lines:
            if line.email in refused:
                line.errors.append(str(refused[line.email].message))
            for error in line.errors:
                self.say(f"{line.email}. {error}" if line.email else error, line.number)
