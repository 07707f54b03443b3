"""What authors who know no YAML write: each mistake names its line, its cause and what to write instead."""

from __future__ import annotations

import time

import pytest

from dossiers.engine import load
from tests.engine.mistakes import problems
from tests.engine.samples import VALID

TITLE = "title: {fr: Un essai, de: Ein Versuch}"


def titled(title: str) -> str:
    """Return a right definition but for its title, on line 4."""
    assert load(VALID.replace(TITLE, 'title: {fr: "Un: essai", de: "Ein # Versuch"}'))
    return VALID.replace(TITLE, title)


def block(words: str) -> str:
    """Return a title of several lines: the French one, on line 5, is written so."""
    return f"title:\n  fr: {words}\n  de: Ein Versuch"


BETWEEN_BRACES = {
    "{fr: Quel âge ?, de: Alter}": 'put the whole text in quotes: fr: "Quel âge ?"',
    "{fr: Oui, bien sûr, de: Ja}": 'put the whole text in quotes: fr: "Oui, bien sûr"',
    "{fr: Oui, bien sûr: voilà, de: Ja}": "“bien sûr” cannot be a word of the language",
    "{fr: Attention: ceci, de: Ja}": 'put the whole text in quotes: fr: "Attention: ceci"',
    "{fr: Le n° #12, de: Ja}": "“#” after a space begins a comment, and hides the end of the line",
    "{fr: Nom [facultatif], de: Ja}": 'put the whole text in quotes: fr: "Nom [facultatif]"',
    "{fr: Nom {x}, de: Ja}": 'put the whole text in quotes: fr: "Nom {x}"',
    "{fr: [a] Nom, de: Ja}": "a brace or a bracket at the beginning has its own meaning",
    "{prénom}": "“prénom” stands alone between braces",
    '{fr: "Il dit "oui"", de: Ja}': "write « » or",
    "{fr: 'l'achat', de: Ja}": "an apostrophe ends a text that stands between '…'",
    "{fr:Oui, de:Ja}": "write a space after the colon: “fr: Oui”",
    "{fr: Oui de: Ja}": "a comma is missing before “de”",
    "{fr: Oui, de: Ja": "the “{” that opens here is never closed; add “}”",
    "{fr: Oui, de: Ja}}": "there is one “}” too many",
    "{fr: Oui, de: Ja, fr: Non}": "“fr” stands twice here, first on line 4; keep one",
    "{fr: Oui, de: 12}": '“de” must be a text; put it in quotes: "12"',
    "{fr: Oui, de: No}": '“de” must be a text; put it in quotes: "No"',
    "{fr: Oui, de: 2026-01-31}": '“de” must be a text; put it in quotes: "2026-01-31"',
    "{fr: Oui, de: 12:30}": 'put it in quotes: "12:30"',
    "{fr: Oui, de: }": "“de” is empty",
    "Z": '“title” must be a text in each language: {fr: "Z", de: …}',
    "12": '“title” must be a text in each language: {fr: "…", de: …}',
}
ON_ITS_LINE = {
    "Attention: ceci": 'put the whole text in quotes: fr: "Attention: ceci"',
    "Attention :": 'put the whole text in quotes: fr: "Attention :"',
    "Votre n° #12": "“fr” ends before “#”, which begins a comment after a space",
    "# 12": "“fr” ends before “#”",
    "'l'achat d'un vélo'": "an apostrophe ends a text that stands between '…'",
    '"Il dit "oui" à tous"': "the text goes on after the quote",
    '"Bonjour': 'the quote " that opens a text here is never closed',
    '"C:\\dossier"': "a backslash gives the next letter another meaning",
    "{prénom} manque": "a brace or a bracket at the beginning",
    "[x] manque": "a brace or a bracket at the beginning",
    "*important": "a text cannot begin with “*” unless it is in quotes",
    "& co": "a text cannot begin with “&” unless it is in quotes",
    "&co texte": "a text cannot begin with “&” unless it is in quotes",
    "!important": "a text cannot begin with “!” unless it is in quotes",
    "!!str 12": "a text cannot begin with “!” unless it is in quotes",
    "%20": "a text cannot begin with “%” unless it is in quotes",
    "@x": "a text cannot begin with “@” unless it is in quotes",
    "`x`": "a text cannot begin with “`” unless it is in quotes",
    "- x": "a text cannot begin with “-” unless it is in quotes",
    "? x": "a text cannot begin with “?” unless it is in quotes",
    "> 5 ans": "a text cannot begin with “>” unless it is in quotes",
    "| x": "a text cannot begin with “|” unless it is in quotes",
    "a\n    - b": "goes on with a line that begins with “-”",
    "a\x07b": "a character that cannot be seen (U+0007)",
    '"a\\0b"': "the character U+0000, which nobody sees",
}


@pytest.mark.parametrize("written", BETWEEN_BRACES)
def test_a_text_between_braces_is_explained_when_yaml_reads_it_otherwise(written):
    found = problems(titled(f"title: {written}"))
    assert any(line == 4 and BETWEEN_BRACES[written] in message for line, message in found), found


@pytest.mark.parametrize("written", ON_ITS_LINE)
def test_a_text_on_its_line_is_explained_when_yaml_reads_it_otherwise(written):
    found = problems(titled(block(written)))
    assert any(line == 5 and ON_ITS_LINE[written] in message for line, message in found), found


VALUES = {
    "closes: 2026-12-31 12:00": "a day is expected; write 2026-12-31, without a time",
    "closes: 2026-12-31 12:00:00": "is a day with a time; write 2026-12-31",
    "closes: 2026-12-31T10:00:00": "is a day with a time; write 2026-12-31",
    'closes: "2026-12-31 00:00"': "a day is expected; write 2026-12-31, without a time",
    "closes: 31/12/2026": "a day is expected; write 2026-12-31",
    "closes: 31.12.2026": "a day is expected; write 2026-12-31",
    "closes: 2026-13-31": "“2026-13-31” is no date of the calendar",
    'closes: "2026-13-31"': "“2026-13-31” is not a day of the calendar",
    "closes: 20261231": "a day is expected; write it as 2026-01-31",
    "closes: 86400": "a day is expected",
    "closes: demain": "a day is expected",
    "decision_days: 010": "write 10; if it is a text, put it in quotes",
    "decision_days: 0x1F": "is not written as a number should be",
    "decision_days: 1_0": "write 10",
    "decision_days: +10": "write 10",
    "decision_days: 12:30": "“12:30” is no number",
    "decision_days: 20.000": "can be read in two ways; write 20000",
    "decision_days: 1.5": "must be a whole number, not “1.5”",
    'decision_days: "15"': "must be a whole number, without quotes",
    "decision_days: oui": "must be a whole number, not “oui”",
    "decision_days: .inf": "is not written as a number should be",
    f"decision_days: {'9' * 400}": "is not written as a number should be",
    "slug:essai": "write a space after the colon: “slug: essai”",
    "slug:\tessai": "a tab stands here; write spaces instead",
    "slug essai": "a colon is missing: “slug essai” should be “word: value”",
    "decision_days:\u00a030": "write a space after the colon: “decision_days: 30”",
    "decision_days\u00a0: 30": "holds a space or a mark that cannot be seen",
    "\tdecision_days: 30": "a tab stands here; write spaces instead",
    "  decision_days: 30": "“decision_days” does not line up with the words around it",
    "- decision_days: 30": "the list item (-) does not stand under the others",
    "prepare: {fr: Rien, de: Nichts}": "“prepare” must be a list; begin each of its items with “- ”",
    "---": "a second document begins here",
    "<<: {level: 450}": "“<<” is not read as text",
    "? [a]\n: b": "a word followed by a colon is expected here",
    "closes:": "“closes” is empty; give it a value, or delete it",
    "closes:   # pas encore": "“closes” is empty; give it a value, or delete it",
    "closes: ~": "“closes” is empty; give it a value, or delete it",
    "legal_basis: [~]": "this item of the list is empty",
    "decision_days: 30\u00a0": "“30” holds a space or a mark that cannot be seen",
    "level: \u200b450": "“450” holds a space or a mark that cannot be seen",
    "retention {drafts_days: 30}": "a colon is missing after “retention”",
    "CLOSES: 2026-12-31": "did you mean “closes”?",
    "quand: 2026-12-31": "“quand” is not a word that can be used here; the words here are audience",
}


@pytest.mark.parametrize("written", VALUES)
def test_a_value_is_explained_when_it_is_not_what_it_seems(written):
    before = VALID.partition("closes:")[0]
    text = VALID.replace("closes: 2026-12-31", written)
    found = problems(text)
    expected = before.count("\n") + 1
    assert any(line == expected and VALUES[written] in message for line, message in found), (expected, found)


FIELDS = {
    "max: 20000": ("max: 20 000", "must be a number, not “20 000”; write it without spaces"),
    "min: 1": ("min: 1,5", "decimals are written with a dot: 1.5, not 1,5"),
    "kit: {fr: Kit, de: Satz}": (
        "no: {fr: Kit, de: Satz}",
        '“no” is not read as text; put it in quotes: "no"',
    ),
    "cargo: {fr: Cargo, de: Lastenrad}": ("2026: {fr: Avant, de: Vor}", 'put it in quotes: "2026"'),
    "label: {fr: Vendeur, de: Verkäufer}": (
        "label: fr: Vendeur",
        "two words with a colon on one line; put braces: label: {fr: Vendeur}",
    ),
    "when: {not: {velo.type: cargo}}": (
        "when: velo.type: kit",
        "two words with a colon on one line; put braces: when: {velo.type: kit}",
    ),
    "when: {type: kit}": ("when: {type: 1/1/2026}", "“1/1/2026” is not one of its options (cargo, kit)"),
    "max: 7": ("max: 7, optional: oui", "“optional” must be yes or no, not “oui”"),
    "kind: number": ('kind: number, optional: "yes"', "“optional” must be yes or no, without quotes"),
    "kind: bce_number": ("kind: bce_nummer", "did you mean “bce_number”?"),
    "min: 1, max": (
        "min_choices: 1, max",
        "can be used here; the words here are autocomplete, decimals, hint, key,",
    ),
    "fr: Jours": ("it: Giorni, fr: Jours", "the words here are de, en, fr, nl"),
    "      - {key: prix": ("\u00a0     - {key: prix", "a space that cannot be seen begins this line"),
    "- {key: prix": ("{key: prix", "“- ” is missing before “{”: it begins each item of a list"),
    "- require: {velo.prix": (
        "- require {velo.prix",
        "a colon is missing after “require”: write “require: …”",
    ),
    "when: {type: kit}\n": ("when:\n", "“when” is empty; give it a value, or delete it"),
}


@pytest.mark.parametrize("before", FIELDS)
def test_a_word_of_a_field_is_explained_when_it_is_wrong(before):
    after, reason = FIELDS[before]
    assert VALID.count(before) == 1
    line = VALID.partition(before)[0].count("\n") + 1
    found = problems(VALID.replace(before, after))
    assert any((at, reason in message) == (line, True) for at, message in found), (line, found)


def test_the_quote_left_open_is_named_when_a_later_one_closes_it():
    text = titled('title:\n  fr: "Bonjour\n  de: "Guten Tag"')
    assert problems(text) == [(5, 'the quote " that opens a text here is never closed; add " at its end')]


def test_digits_may_begin_an_option_when_its_key_is_in_quotes():
    text = VALID.replace("kit: {fr: Kit", '"2026": {fr: Kit').replace("{type: kit}", '{type: "2026"}')
    assert load(text).steps[0].questions["type"].keys == ["cargo", "2026"]
    unquoted = problems(text.replace('{type: "2026"}', "{type: 2026}"))
    assert "when it looks like a number, or is yes or no, put it in quotes" in unquoted[0][1]


@pytest.mark.parametrize(
    "words", ["l'achat", "5 € par jour", "50 % de moins", "Quel âge ?", "n°12", "A & B", "(x) [y]"]
)
def test_a_text_needs_no_quotes_when_yaml_reads_it_as_its_author(words):
    assert load(titled(block(words))).title.fr == words


SWOLLEN = {
    "a megabyte": (VALID + "#" * 1_000_000, "too large"),
    "brackets": ("[" * 10_000, "nested too deeply"),
    "braces": ("{a: " * 10_000, "nested too deeply"),
    "dashes": ("- " * 10_000, "nested too deeply"),
    "levels": ("".join(" " * depth + "a:\n" for depth in range(900)), "nested too deeply"),
    "many words": ("".join(f"k{rank}: v\n" for rank in range(45_000)), "says too much"),
    "many items": (f"a: [{'x,' * 250_000}]", "says too much"),
    "many digits": (f"a: {'9' * 500_000}", "is not written as a number should be"),
    "sixtieths": (f"a: 1{':59' * 150_000}", "is no number"),
}


@pytest.mark.parametrize("what", SWOLLEN)
def test_a_swollen_file_is_refused_at_once(what):
    text, reason = SWOLLEN[what]
    began = time.process_time()
    assert reason in problems(text)[0][1]
    assert time.process_time() - began < 5


def test_only_the_first_problems_are_told_when_there_are_thousands():
    words = "".join(f"k{rank}: v\n" for rank in range(9_000))
    assert len(problems(VALID + words)) == 50
