"""Inputs of a form: the portal's own HTML for what Django's widgets leave too bare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from monespace.common.widgets import ChoicesOnPage
from monespace.documents.rules import limits_of

REMOVE = "-remove"  # after a question's key: the id of a document that goes
CHOOSE = "-choose"  # after a question's key: one leads to the documents of other dossiers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.utils.functional import _StrOrPromise

    from monespace.documents.rules import FileRules


class AnswerField(forms.Field):
    """How a question is shown; judging the answer is the journey's business.

    The attributes are for templates: ``kind``, ``key`` and ``width`` of the question, ``hint``, ``optional``,
    ``source`` (where a prefilled answer comes from), ``asked`` (whether it is asked now, None when that does
    not depend on this page), ``decides`` (whether other fields of the page depend on it).
    """

    def __init__(self, *, kind: str, key: str, optional: bool, width: str, **options: Any) -> None:
        super().__init__(required=not optional, **options)
        self.kind = kind
        self.key = key
        self.optional = optional
        self.width = width
        self.hint = str(self.help_text)
        self.source: _StrOrPromise = ""
        self.asked: bool | None = None
        self.decides = False


class ChoiceInputs(ChoicesOnPage):
    """Radios and checkboxes: the first input bears the field's own id, so an error can lead to it."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Return the id of one input; the group as a whole has a legend, not a label."""
        if index is None:
            return ""
        return id_ if index == "0" or not id_ else f"{id_}_{index}"


class Radios(ChoiceInputs, forms.RadioSelect):
    """One answer among few; ``is_short`` when they fit side by side."""

    def __init__(self, *, choices: Sequence[tuple[str, _StrOrPromise]], is_short: bool = False) -> None:
        super().__init__(choices=choices)
        self.is_short = is_short

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Tell the template whether they stand side by side."""
        context = super().get_context(name, value, attrs)
        context["widget"]["is_short"] = self.is_short
        return context


class Checkboxes(ChoiceInputs, forms.CheckboxSelectMultiple):
    """Several answers among a list; ``exclusive`` is the one that goes with no other."""

    def __init__(self, *, choices: Sequence[tuple[str, _StrOrPromise]], exclusive: str | None = None) -> None:
        super().__init__(choices=choices)
        self.exclusive = exclusive

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Mark the exclusive one for the script that unticks the others."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if self.exclusive is not None and str(value) == self.exclusive:
            option["attrs"]["data-exclusive"] = True
        return option


class Documents(forms.Widget):
    """Files already added, and an input to add more.

    What is answered are the ids of the stored files; the browser sends only new files, and which to remove.
    ``template`` is the ``label`` and ``address`` of a form to fill in and add, or empty.
    ``address`` is where a script sends them at once, ``address_of`` gives where one is looked at, by its id;
    ``may_choose`` says that documents of other dossiers fit: all are the page's to tell.
    """

    template_name = "forms/widgets/documents.html"
    needs_multipart_form = True
    states: ClassVar[Mapping[str, _StrOrPromise]] = {
        "pending": _("En cours d’analyse"),
        "clean": _("Vérifié"),
        "refused": _("Refusé"),
    }
    address = ""
    address_of: Callable[[str], str] | None = None
    may_choose = False

    def __init__(
        self, rules: FileRules, *, stored: Sequence[Mapping[str, Any]], template: Mapping[str, str]
    ) -> None:
        super().__init__()
        self.rules = rules
        self.stored = stored
        self.template = template

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Say no: the files that are not to be removed are the answer, whatever is sent."""
        del data, files, name
        return False

    def use_required_attribute(self, initial: Any) -> bool:
        """Leave it to the journey: a stored file is enough."""
        del initial
        return False

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        """Return the stored files' ids, without those the person asked to remove."""
        del files
        removed = removed_from(data, name)
        return [str(file["id"]) for file in self.stored if str(file["id"]) not in removed]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template the stored files in words."""
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "type": "file",
            "accept": ",".join(f".{extension}" for extension in self.rules.accept),
            "several": self.rules.max_files > 1,
            "stored": [self._in_words(file) for file in self.stored],
            "template": self.template,
            "address": self.address,
            "may_choose": self.may_choose,
            "limits": limits_of(self.rules) if self.address else {},
        }
        return context

    def _in_words(self, file: Mapping[str, Any]) -> dict[str, Any]:
        is_seen = self.address_of and file["scan"] == "clean"
        return {
            **file,
            "state": self.states.get(file["scan"], ""),
            "address": self.address_of(str(file["id"])) if self.address_of and is_seen else "",
        }


def removed_from(data: Mapping[str, Any], name: str) -> set[str]:
    """Return the ids of the files that the person takes away."""
    getlist: Callable[[str], Any] = getattr(data, "getlist", data.get)
    named = getlist(f"{name}{REMOVE}") or []
    return {str(item) for item in ([named] if isinstance(named, str) else named)}


class Panel(forms.Widget):
    """Something to read: no input at all. Each of ``links`` has a ``label`` and an ``address``."""

    template_name = "forms/widgets/panel.html"
    use_fieldset = True

    def __init__(self, text: str, points: Sequence[str], links: Sequence[Mapping[str, str]]) -> None:
        super().__init__()
        self.text = text
        self.points = points
        self.links = links

    def value_from_datadict(self, data: Any, files: Any, name: str) -> None:
        """Nothing is ever answered."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template what there is to read."""
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"text": self.text, "points": self.points, "links": self.links}
        return context


class Calculated(forms.Widget):
    """A value that the portal calculates, to read; ``shown`` is set once the answers are read."""

    template_name = "forms/widgets/calculated.html"
    use_fieldset = True
    otherwise = _("Calculé d’après vos réponses, dès qu’elles suffisent.")

    def __init__(self) -> None:
        super().__init__()
        self.shown = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> None:
        """Nothing is ever answered."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template the value in words, or what stands there until it is known."""
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"shown": self.shown, "otherwise": self.otherwise}
        return context


class LockedAnswer(forms.Widget):
    """An answer from an authentic source: to read, not to type."""

    template_name = "forms/widgets/locked.html"
    use_fieldset = True

    def __init__(self, shown: str) -> None:
        super().__init__()
        self.shown = shown

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template the answer in words."""
        context = super().get_context(name, value, attrs)
        context["widget"]["shown"] = self.shown
        return context
