"""What a text names in the style of code, and whether it is there: paths, modules, commands, names."""

from __future__ import annotations

import importlib
import re
from fnmatch import fnmatchcase
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from django.apps import apps
from django.core.management import get_commands
from django.urls import Resolver404, resolve

from monespace.demo.tools import TOOLS
from tests.house.test_access_table import named_addresses
from tests.house.test_files import PYTHON_FILES, ROOT, tracked

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = frozenset(str(path.relative_to(ROOT)) for path in tracked())
FOLDERS = frozenset(str(parent) + "/" for file in FILES for parent in (ROOT / file).relative_to(ROOT).parents)
ROOMS = {folder.split("/")[0] for folder in FOLDERS} - {"."}
BESIDE = ("", "templates/", "docs/", "dossiers/definitions/")  # whence texts name a file
PACKAGES = ("accounts", "api", "enterprises", "dossiers", "helpdesk", "monespace", "tests", "benchmarks")

FENCE = re.compile(r"^ *```.*?^ *```$", re.DOTALL | re.MULTILINE)
EXAMPLE = re.compile(r"^ *```(?:python|html|toml|text)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"manage\.py ([a-z]\w*)")
DECISIONS = re.compile(r"\bADR (\d{4}(?:(?:, | and )\d{4})*)")

# Names of others, and addresses that are not the portal's own.
FOREIGN = re.compile(
    r"WSConsultAgentEnterprise|WSStatusKBO|KboOpenData_.*|SameSite|HttpOnly|max_prepared_statements|django_session"
    r"|.*\$schema=.*|/mailbox/|/var/.*|.*://.*"
)


def spans(text: str) -> list[str]:
    """Return what stands between back quotes, outside blocks of code."""
    return SPAN.findall(FENCE.sub("", text))


def decisions(text: str) -> set[str]:
    """Return the numbers of the ADRs that a text cites."""
    return {number for cited in DECISIONS.findall(text) for number in re.split(r", | and ", cited)}


def missing(text: str) -> list[str]:
    """Return what a text names and nobody finds, commands in blocks of code included."""
    found = [word for span in spans(text) for word in _words(span) if not _is_there(word)]
    return found + [f"manage.py {name}" for name in COMMAND.findall(text) if not _is_command(name)]


def examples(text: str) -> list[str]:
    """Return the lines of a page's examples: Python, templates, single lines of lists."""
    lines = [line.strip() for block in EXAMPLE.findall(text) for line in block.splitlines()]
    return [line for line in lines if line and line != "…"]


def is_in_code(line: str) -> bool:
    """Whether a line stands as it is in a file of the code."""
    return line in _lines()


def _words(span: str) -> Iterator[str]:
    for word in span.split():
        yield word.strip("“”\"',;:[]").removesuffix(".")


def _is_there(word: str) -> bool:
    """Whether a word names something of the repository, or nothing at all."""
    if FOREIGN.fullmatch(word):
        return True
    return next((is_there(word) for pattern, is_there in CHECKS if pattern.fullmatch(word)), True)


def _is_test(word: str) -> bool:
    """Whether a test is there, in its file."""
    file, _, test = word.partition("::")
    return file in FILES and f"def {test}(" in (ROOT / file).read_text()


def _is_path(word: str) -> bool:
    """Whether a file or folder is there; ``<name>`` and ``…`` stand for anything, ``{a,b}`` for each."""
    pattern = re.sub(r"<[^>]*>|…", "*", word)
    parts = [part.split(",") for part in re.split(r"[{}]", pattern)]
    return all(
        any(
            fnmatchcase(one, base + "".join(chosen))
            for base in BESIDE
            for one in (*FILES, *FOLDERS, *(folder.rstrip("/") for folder in FOLDERS))
        )
        or ("/" not in word and any(one.rpartition("/")[2] == word for one in FILES))
        for chosen in product(*parts)
    )


def _is_module(word: str) -> bool:
    """Whether a module, or what is named in one, is there."""
    parts = word.split(".")
    for length in range(len(parts), 0, -1):
        try:
            thing = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for name in parts[length:]:
            if not hasattr(thing, name):
                return False
            thing = getattr(thing, name)
        return True
    return False


def _is_address(word: str) -> bool:
    """Whether the portal answers there."""
    try:
        resolve(word)
    except Resolver404:
        return False
    return True


def _is_command(name: str) -> bool:
    return name in TOOLS or name in get_commands() or name in {"help", "command"}


def _is_member(word: str) -> bool:
    """Whether a class is defined, in a file where its members are named."""
    owner, *members = word.split(".")
    sources = [source for source in _sources() if re.search(rf"^ *class {owner}\b", source, re.MULTILINE)]
    return any(all(re.search(rf"\b{name}\b", source) for name in members) for source in sources)


def _is_name(word: str) -> bool:
    """Whether a name stands somewhere in the code, or is a table of it; ``…`` stands for its end."""
    name = word.partition("(")[0]
    if name.endswith("…"):
        return any(one.startswith(name[:-1]) for one in _names())
    return name in _names()


@cache
def _sources() -> list[str]:
    """Return every Python file but the one whose examples name what is not there."""
    return [path.read_text() for path in PYTHON_FILES if path.name != "test_documentation.py"]


@cache
def _texts() -> list[str]:
    """Return the code: Python, templates, styles, scripts and what is written in settings."""
    others = {".toml", ".yml", ".yaml", ".html", ".css", ".js", ".txt"}
    return [*_sources(), *(path.read_text() for path in tracked() if path.suffix in others)]


@cache
def _lines() -> frozenset[str]:
    return frozenset(line.strip() for text in _texts() for line in text.splitlines())


@cache
def _names() -> frozenset[str]:
    tables = {model._meta.db_table for model in apps.get_models()}
    return frozenset(word for text in _texts() for word in re.findall(r"\w+", text)) | tables


# What a word may look like, the most telling first, and what then must be there.
CHECKS = (
    (re.compile(r"\S+\.py::\w+"), _is_test),
    (re.compile(r"/[\w./-]+"), _is_address),
    (re.compile(rf"(?:{'|'.join(map(re.escape, sorted(ROOMS)))})/\S*"), _is_path),
    (re.compile(r"[\w./<>…{},-]+\.(?:py|md|html|toml|ya?ml|txt|css|js|json|lock|po)"), _is_path),
    (re.compile(rf"(?:{'|'.join(PACKAGES)})(?:\.\w+)+"), _is_module),
    (re.compile(r"(?:accounts|enterprises|dossiers|admin|pages|lists):\w+"), named_addresses().__contains__),
    (re.compile(r"[A-Z]\w+(?:\.\w+)+"), _is_member),
    (re.compile(r"[A-Za-z]\w*_(?:\w*…|\w+)(?:\(.*)?|[A-Z][a-z]+[A-Z]\w+|\w+\(.*"), _is_name),
)
