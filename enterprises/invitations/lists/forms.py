"""A list of people to invite, as typed or as a file, and whether it may be sent as it was shown."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from enterprises.invitations.forms import MESSAGE
from enterprises.invitations.lists.lines import lines_of, placed
from enterprises.invitations.lists.meanings import Vocabulary
from enterprises.invitations.lists.reading import decoded, without
from enterprises.invitations.refusals import refusals
from enterprises.register.errors import EnterpriseStopped
from enterprises.rights.terms import offered
from monespace.common.forms import PortalForm
from monespace.mail.counting import WHOLE
from monespace.mail.errors import MailBudgetSpent

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import QueryDict

    from enterprises.invitations.lists.lines import Line, Placed
    from enterprises.invitations.models import Invitee
    from enterprises.register.models import Enterprise
    from enterprises.rights.actor import Actor
    from enterprises.rights.terms import Terms

MOST_LINES = 100
MOST_CHARACTERS = 50_000
MOST_BYTES = 4 * MOST_CHARACTERS


class Lines(forms.CharField):
    """Lines that may stand in a file instead: asked for, yet not missed."""

    def validate(self, value: str) -> None:
        """Take nothing too."""


class ListForm(PortalForm):
    """Lines of people to invite, and a message to all; a file is put behind what is typed."""

    data: QueryDict

    people = Lines(
        label=gettext_lazy("Liste des personnes"),
        strip=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Une personne par ligne, au plus cent. Vous pouvez coller des cellules d’un tableur."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Ou un fichier CSV"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        help_text=gettext_lazy(
            "Ses lignes viennent s’ajouter à celles de la liste, où vous pouvez les corriger."
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
        super().__init__(None if data is None else data.copy(), files)
        self.actor, self.enterprise = actor, enterprise
        self.confirmed = confirmed
        self.lines: list[Line] = []
        self.spent: MailBudgetSpent | None = None

    def clean_file(self) -> str:
        """Return the text of the file."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(_("Ce fichier est trop grand pour une liste de cent personnes."))
        return decoded(file.read())

    def clean(self) -> None:
        """Put the file behind what is typed, then say what is wrong on which line."""
        if self.enterprise.has_stopped:
            self.add_error(None, str(EnterpriseStopped(self.enterprise).message))
        if "people" not in self.cleaned_data:
            return
        texts = (self.cleaned_data["people"], self.cleaned_data.get("file", ""))
        text = "\n".join(filter(str.strip, texts))
        self.data["people"] = text  # what the page shows again
        rows = placed(text)
        if not rows and "file" not in self.errors:
            self.add_error("people", _("Indiquez au moins une ligne, ou choisissez un fichier."))
        elif len(rows) > MOST_LINES:
            said = _("La liste a %(lines)s lignes. Envoyez-la en plusieurs fois, au plus %(most)s à la fois.")
            self.add_error("people", said % {"lines": len(rows), "most": MOST_LINES})
        else:
            self._read(rows)

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

    def _read(self, rows: list[Placed]) -> None:
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
                where = _("Ligne %(number)s : ") % {"number": line.number}
                self.add_error("people", where + (f"{line.email}. {error}" if line.email else error))
