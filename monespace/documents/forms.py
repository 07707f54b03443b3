"""A form field that takes files under rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from monespace.documents.inspection import clean_name
from monespace.documents.rules import check_upload, hint_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile

    from monespace.documents.rules import FileRules


class FilesInput(forms.FileInput):
    """The input of a file question, without files stored before."""

    template_name = "forms/widgets/documents.html"
    allow_multiple_selected = True

    def __init__(self, rules: FileRules) -> None:
        super().__init__()
        self.rules = rules

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[UploadedFile]:
        """Return every file sent."""
        del data
        return list(files.getlist(name)) if hasattr(files, "getlist") else []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template what a browser may offer."""
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "accept": ",".join(f".{extension}" for extension in self.rules.accept),
            "several": self.rules.max_files > 1,
            "stored": [],
        }
        return context


class FilesField(forms.Field):
    """Files whose type, size and number are judged by ``rules``; their content is judged when taken in.

    Without ``required_message`` there may be none.
    """

    def __init__(self, rules: FileRules, *, required_message: Any = None) -> None:
        super().__init__(
            label=rules.label,  # type: ignore[arg-type]  # a text, whatever its class
            required=required_message is not None,
            widget=FilesInput(rules),
            help_text=hint_of(rules),
            error_messages={"required": required_message},
        )
        self.rules = rules

    def clean(self, value: list[UploadedFile]) -> list[UploadedFile]:
        """Return the files, or raise ValidationError with what to do about each one refused."""
        if not value and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        refusals: list[ValidationError] = []
        kept: list[int] = []
        for file in value:
            name, size, loss = clean_name(file.name or ""), file.size or 0, getattr(file, "loss", None)
            try:
                check_upload(self.rules, name=name, size=size, kept=kept, loss=loss)
            except ValidationError as refusal:
                refusals.append(refusal)
            else:
                kept.append(size)
        if refusals:
            raise ValidationError(refusals)
        return value
