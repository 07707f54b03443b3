"""A form that takes a list: lines pasted from a spreadsheet, a CSV file put behind them, errors by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from monespace.common.forms import PortalForm
from monespace.common.long_texts import UncutText
from monespace.common.pasted_rows import decoded

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import QueryDict
    from django.utils.functional import _StrOrPromise

MOST_CHARACTERS: Final = 50_000
MOST_BYTES: Final = 4 * MOST_CHARACTERS


class PastedLines(UncutText):
    """Lines that may stand in a file instead: asked for, yet not missed."""

    def __init__(self, *, label: _StrOrPromise, help_text: _StrOrPromise) -> None:
        attributes = {"rows": 10, "spellcheck": "false", "autocomplete": "off"}
        super().__init__(
            label=label,
            help_text=help_text,
            strip=False,
            max_length=MOST_CHARACTERS,
            widget=forms.Textarea(attrs=attributes),
        )

    def validate(self, value: str) -> None:
        """Take nothing too."""


class PastedForm(PortalForm):
    """Lines in the field that ``lines_field`` names, and a file that is put behind what is typed.

    The page shows the lines of the file again among the others, where the person corrects them.
    """

    lines_field: ClassVar[str]
    too_large: ClassVar[_StrOrPromise]
    too_long: ClassVar[_StrOrPromise]
    """With ``%(lines)s`` and ``%(most)s``."""
    most_lines: int
    data: QueryDict

    file = forms.FileField(
        label=_("Ou un fichier CSV"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        help_text=_("Ses lignes viennent s’ajouter à celles de la liste, où vous pouvez les corriger."),
    )

    def __init__(self, data: QueryDict | None = None, files: Any = None) -> None:
        super().__init__(None if data is None else data.copy(), files)

    def clean_file(self) -> str:
        """Return the text of the file."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(self.too_large)
        return decoded(file.read())

    def clean(self) -> None:
        """Put the file behind what is typed, then say what is wrong on which line."""
        if self.lines_field not in self.cleaned_data:
            return
        texts = (self.cleaned_data[self.lines_field], self.cleaned_data.get("file", ""))
        text = "\n".join(filter(str.strip, texts))
        self.data[self.lines_field] = text  # what the page shows again
        rows = self.rows_in(text)
        if len(rows) > self.most_lines:
            self.say(self.too_long % {"lines": len(rows), "most": self.most_lines})
        elif rows:
            self.read(rows)
        elif "file" not in self.errors:
            self.say(_("Indiquez au moins une ligne, ou choisissez un fichier."))

    def rows_in(self, text: str) -> list[Any]:
        """Return the lines that say something and are no headings."""
        raise NotImplementedError

    def read(self, rows: list[Any]) -> None:
        """Understand these lines, and say what is wrong with them."""
        raise NotImplementedError

    def say(self, message: object, line: int | None = None) -> None:
        """Say what is wrong with the list, or with one of its lines."""
        where = _("Ligne %(number)s : ") % {"number": line} if line else ""
        self.add_error(self.lines_field, f"{where}{message}")
