"""``manage.py catalogues``: says what the translation catalogues lack; ``--update`` collects every text.

Needs no gettext tools: Python is read through ``ast``, templates through Django's own ``templatize``.
"""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polib

from monespace.demo.environment import CHECKOUT
from monespace.demo.translations import LOCALE, compile_catalogues

LANGUAGES = ("de", "nl", "en")
SOURCE_LANGUAGE = "fr"
FOLDERS = ("accounts", "api", "enterprises", "dossiers", "helpdesk", "monespace", "templates")
SINGULAR = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
PLURAL_FORMS = {
    "fr": "nplurals=2; plural=(n > 1);",
    "de": "nplurals=2; plural=(n != 1);",
    "nl": "nplurals=2; plural=(n != 1);",
    "en": "nplurals=2; plural=(n != 1);",
}
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL_IN_TEMPLATE = re.compile(
    rf"\b(?P<name>_|n?p?gettext)\((?P<arguments>\s*{STRING}(?:{STRING}|[^()'\"])*)\)", re.DOTALL
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

if TYPE_CHECKING:
    from pathlib import Path

Key = tuple[str | None, str]


@dataclass
class Text:
    """One text of the code: its plural, if any, and the files that use it."""

    plural: str = ""
    files: set[str] = field(default_factory=set)


def collect() -> dict[Key, Text]:
    """Return every translatable text of the product, by context and French text."""
    texts: dict[Key, Text] = {}
    for folder in FOLDERS:
        for path in sorted((CHECKOUT / folder).rglob("*")):
            if path.suffix not in {".py", ".html", ".txt"} or excluded(path):
                continue
            calls = python_calls if path.suffix == ".py" else template_calls
            for context, singular, plural in calls(path):
                text = texts.setdefault((context, singular), Text())
                text.plural = text.plural or plural
                text.files.add(str(path.relative_to(CHECKOUT)))
    return texts


def excluded(path: Path) -> bool:
    """Whether a file speaks to developers only: migrations, the demo's tools, the simulators."""
    parts = path.relative_to(CHECKOUT).parts
    return "migrations" in parts or parts[:2] in {("monespace", "demo"), ("monespace", "simulators")}


def python_calls(path: Path) -> list[tuple[str | None, str, str]]:
    """Return (context, text, plural) of each call of a gettext function in a module."""
    tree = ast.parse(path.read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [found for call in calls if (found := understand(call))]


def template_calls(path: Path) -> list[tuple[str | None, str, str]]:
    """Return (context, text, plural) of each translate tag in a template."""
    from django.utils.translation.template import templatize

    converted = templatize(path.read_text(), origin=str(path))
    found = []
    for match in CALL_IN_TEMPLATE.finditer(converted):
        call = ast.parse(f"{match['name']}({match['arguments']})".strip(), mode="eval").body
        if isinstance(call, ast.Call) and (text := understand(call)):
            found.append(text)
    return found


def understand(call: ast.Call) -> tuple[str | None, str, str] | None:
    """Return what a call asks to translate, or None when it is no gettext call on literal texts."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    literals = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    if name in SINGULAR and literals:
        return None, literals[0], ""
    if name in PLURAL and len(literals) > 1:
        return None, literals[0], literals[1]
    if name in CONTEXT and len(literals) > 1:
        return literals[0], literals[1], ""
    return None


def wanted_in(language: str, texts: dict[Key, Text]) -> dict[Key, Text]:
    """Return the texts a language's catalogue must hold: all of them, or for French only the plurals."""
    if language == SOURCE_LANGUAGE:
        return {key: text for key, text in texts.items() if text.plural}
    return texts


def catalogue(language: str) -> polib.POFile:
    """Return the catalogue of ``language``, or a new empty one."""
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    if path.exists():
        return polib.pofile(str(path), wrapwidth=110)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = polib.POFile(wrapwidth=110)
    new.fpath = str(path)
    new.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS[language],
    }
    return new


def problems() -> list[str]:
    """Say every text that is missing, untranslated, fuzzy, out of use, or whose placeholders differ."""
    found = []
    texts = collect()
    for language in (SOURCE_LANGUAGE, *LANGUAGES):
        wanted = wanted_in(language, texts)
        entries = {(entry.msgctxt, entry.msgid): entry for entry in catalogue(language) if not entry.obsolete}
        found += [f"{language}: missing: {key[1]!r}" for key in wanted.keys() - entries.keys()]
        found += [f"{language}: no longer used: {key[1]!r}" for key in entries.keys() - wanted.keys()]
        found += [f"{language}: {why}: {e.msgid!r}" for e in entries.values() if (why := defect(e))]
    return sorted(found)


def defect(entry: polib.POEntry) -> str:
    """Say what is wrong with one translation, or nothing."""
    if entry.fuzzy:
        return "fuzzy"
    if not entry.translated():
        return "not translated"
    pairs = [(entry.msgid, entry.msgstr)] if not entry.msgid_plural else []
    pairs += [(entry.msgid_plural, text) for index, text in entry.msgstr_plural.items() if index]
    if any(set(PLACEHOLDER.findall(a)) != set(PLACEHOLDER.findall(b)) for a, b in pairs):
        return "other placeholders"
    return ""


def update() -> None:
    """Add the new texts to each catalogue, and drop those no longer used."""
    texts = collect()
    for language in (SOURCE_LANGUAGE, *LANGUAGES):
        wanted = wanted_in(language, texts)
        po = catalogue(language)
        known = {(entry.msgctxt, entry.msgid): entry for entry in po}
        for key in known.keys() - wanted.keys():
            po.remove(known[key])
        for key in wanted.keys() - known.keys():
            po.append(new_entry(language, key, wanted[key]))
        for entry in po:
            entry.occurrences = [(name, "") for name in sorted(wanted[entry.msgctxt, entry.msgid].files)]
        po.sort(key=lambda entry: (entry.occurrences, entry.msgid))
        po.save()
    compile_catalogues()


def new_entry(language: str, key: Key, text: Text) -> polib.POEntry:
    """Return an entry to translate; French plurals translate themselves."""
    context, singular = key
    if not text.plural:
        return polib.POEntry(msgctxt=context, msgid=singular)
    own = language == SOURCE_LANGUAGE
    forms = {0: singular, 1: text.plural} if own else {0: "", 1: ""}
    return polib.POEntry(msgctxt=context, msgid=singular, msgid_plural=text.plural, msgstr_plural=forms)


def main(arguments: list[str]) -> int:
    """Update the catalogues with ``--update``; else print what is wrong with them and return 1."""
    if arguments == ["--update"]:
        update()
        return 0
    found = problems()
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
