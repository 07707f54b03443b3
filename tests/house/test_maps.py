"""The map at the top of each app's package names what stands in it: all of it, and nothing else."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.named_things import FILES
from tests.house.test_files import ROOT

LONGEST = 30
# Four spaces, the names, at least two spaces, what they are for; what goes on below stands further in.
LINE = re.compile(r"^    (?! )((?:[\w]+/?(?:, )?)+)  +\S", re.MULTILINE)
UNNAMED = {"__init__", "apps", "migrations/", "management/"}  # Django's own: every app has the same
APPS = ("accounts", "accounts/saml", "api", "dossiers", "enterprises", "helpdesk", "monespace")
ROOMS = sorted({file.rsplit("/", 1)[0] for file in FILES if re.match(rf"(?:{'|'.join(APPS)})/.*\.py$", file)})


def described(package: str) -> str:
    """Return what a package says of itself."""
    return ast.get_docstring(ast.parse((ROOT / package / "__init__.py").read_text())) or ""


def mapped(text: str) -> list[str]:
    """Return the names of a map, in its order."""
    return [name for names in LINE.findall(text) for name in names.split(", ")]


def contents(package: str) -> set[str]:
    """Return the modules and folders of a package; a folder ends in a slash."""
    inside = [file.removeprefix(f"{package}/") for file in FILES if file.startswith(f"{package}/")]
    return {re.sub(r"/.*", "/", name) if "/" in name else name.removesuffix(".py") for name in inside}


@pytest.mark.parametrize("app", APPS)
def test_a_map_names_everything_once_and_is_short(app):
    text = described(app)
    assert sorted(mapped(text)) == sorted(contents(app) - UNNAMED)
    assert len(text.splitlines()) <= LONGEST


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_what_it_is_for(room):
    if not re.search(r"/(migrations|management|templatetags)(/|$)", room):
        assert described(room)


def test_what_a_map_leaves_out_is_seen():
    text = "An app.\n\n    urls, views    addresses, pages\n    rights/        who\n                   may\n"
    assert mapped(text) == ["urls", "views", "rights/"]
    assert contents("enterprises/requests") >= {"models", "services"}
