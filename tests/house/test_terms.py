"""One term for each notion: the glossary says which, and every text keeps to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
import yaml
from django.utils import translation

from dossiers.states import State
from enterprises.rights.permissions import Permission, Role
from tests.house.texts import LANGUAGES, ROOT, Written, corpus

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()
WORDS = [f"{kind.__name__}.{member.name}" for kind in (Role, Permission, State) for member in kind]
BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Rule:
    """What one language says for one notion, and the variants it does not use.

    ``never`` is a regular expression; ``but`` are the phrases in which a variant is right; ``only_in`` limits
    the rule to texts of files whose path contains it.
    """

    notion: str
    language: str
    say: str
    never: str = ""
    but: list[str] = field(default_factory=list)
    only_in: str = ""

    def is_broken_by(self, written: Written) -> bool:
        """Whether a text uses a variant."""
        if not self.never or written.language != self.language or self.only_in not in written.where:
            return False
        text = written.text
        for phrase in self.but:
            text = text.replace(phrase, "")
        return re.search(self.never, text) is not None


@cache
def notions() -> dict[str, dict[str, Any]]:
    """Return the terms of the glossary, by notion and language."""
    found = BLOCK.search(GLOSSARY)
    assert found, "docs/glossary.md has no yaml block of terms"
    return yaml.safe_load(found[1])


def rules() -> list[Rule]:
    """Return the rules, a term without variants included."""
    return [
        Rule(notion, language, **({"say": said} if isinstance(said, str) else said))
        for notion, terms in notions().items()
        for language, said in terms.items()
    ]


@pytest.mark.parametrize("word", WORDS)
def test_word_is_in_the_glossary(word):
    assert f"`{word}`" in GLOSSARY


def test_each_notion_has_a_term_in_each_language():
    assert {notion: sorted(terms) for notion, terms in notions().items()} == {
        notion: sorted(LANGUAGES) for notion in notions()
    }


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: f"{rule.notion}-{rule.language}")
def test_texts_keep_to_the_term(rule):
    assert [str(one) for one in corpus() if rule.is_broken_by(one)] == []


@pytest.mark.parametrize(
    "rule", [one for one in rules() if one.never], ids=lambda r: f"{r.notion}-{r.language}"
)
def test_term_is_not_a_variant_of_itself(rule):
    assert not rule.is_broken_by(Written(rule.language, rule.say, rule.only_in))


@pytest.mark.parametrize("role", Role)
def test_roles_are_called_as_the_glossary_says(role):
    for language in LANGUAGES:
        with translation.override(language):
            said = notions()[role.value][language]
            assert role.label == (said if isinstance(said, str) else said["say"])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Geben Sie die ZUD-Nummer ein."),
        ("de", "Das Mandat endet."),
        ("de", "Der gesetzliche Vertreter bestimmt einen Zugangsverwalter."),
        ("nl", "Uw concepten zijn bewaard."),
        ("nl", "Wijs een medewerker aan."),
        ("nl", "De link is geldig tot %(day)s."),
        ("en", "Ask for a new access."),
        ("en", "The person is told by e-mail."),
        ("en", "An agent opens the dossier."),
        ("fr", "Vous êtes connecté."),
        ("fr", "Écrivez votre nom."),
    ],
)
def test_a_variant_is_seen(language, text):
    assert any(rule.is_broken_by(Written(language, text, "")) for rule in rules())
