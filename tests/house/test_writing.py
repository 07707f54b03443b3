"""How texts are written: short sentences, and each language's own spaces, quotes, dates and times."""

from __future__ import annotations

import re

import pytest

from tests.house.texts import LANGUAGES, ROOT, TRANSLATIONS, corpus, texts_in

MOST_WORDS = 25
END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^a-z])")
WORD = re.compile(r"[^\s\u00a0]*\w[^\s\u00a0]*")
QUOTES = {"fr": "«»", "de": "„“", "nl": "‘’", "en": "“”"}
ANY_QUOTE = '«»„“”‘"'  # ’ is an apostrophe in three of the languages
DAY = {
    "fr": r"\d{2}/\d{2}/\d{4}",
    "de": r"\d{2}\.\d{2}\.\d{4}",
    "nl": r"\d{2}/\d{2}/\d{4}",
    "en": r"\d{2}/\d{2}/\d{4}",
}
ANY_DAY = re.compile(r"(?<![\d.])\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)")
OCLOCK = {"de": "Uhr", "nl": "uur"}
# Spaces that may fall at the end of a line, where French glues: before « : ; ! ? », inside « ».
LOOSE_FRENCH = re.compile(r" [:;!?»]|« ")
# What a template says without gettext: French words and French punctuation reach every language.
UNTRANSLATED = re.compile(r"\bBCE\b|\}\} :|: \{\{|> : ")
TRANSLATED = re.compile(
    r"\{% blocktranslate.*?%\}.*?\{% endblocktranslate %\}|\{% translate .*?%\}|\{#.*?#\}", re.DOTALL
)
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"})


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return END_OF_SENTENCE.split(text)


def is_balanced(text: str, marks: str) -> bool:
    """Whether each quotation opened is closed; an apostrophe that closes none does no harm."""
    opening, closing = marks
    if closing == "’":
        return text.count(closing) >= text.count(opening)
    return text.count(opening) == text.count(closing)


def test_sentences_are_short():
    long = [
        f"{len(WORD.findall(sentence))} words, {one.language}, {one.where}: {sentence}"
        for one in corpus()
        for sentence in sentences(one.text)
        if len(WORD.findall(sentence)) > MOST_WORDS
    ]
    assert long == []


def test_a_long_sentence_is_seen():
    text = "Un. " + "Mot " * MOST_WORDS + "de trop. Deux."
    assert [len(WORD.findall(one)) > MOST_WORDS for one in sentences(text)] == [False, True, False]


def test_french_punctuation_stays_with_its_word():
    assert [str(one) for one in texts_in("fr") if LOOSE_FRENCH.search(one.text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotation_marks_are_those_of_the_language(language):
    marks = QUOTES[language]
    foreign = re.compile(f"[{re.escape(''.join(set(ANY_QUOTE) - set(marks)))}]")
    wrong = [
        str(one) for one in texts_in(language) if foreign.search(one.text) or not is_balanced(one.text, marks)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_are_written_as_the_language_writes_them(language):
    wrong = [
        str(one)
        for one in texts_in(language)
        for day in ANY_DAY.findall(one.text)
        if not re.fullmatch(DAY[language], day)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", OCLOCK)
def test_a_time_of_day_says_its_hour(language):
    silent = re.compile(rf"%\(time\)s(?! {OCLOCK[language]})")
    assert [str(one) for one in texts_in(language) if silent.search(one.text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_says_nothing_in_french_alone(path):
    assert UNTRANSLATED.findall(TRANSLATED.sub("", path.read_text())) == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_space_before_a_colon_is_french(language):
    assert [str(one) for one in texts_in(language) if re.search(r"[\s\u00a0][:;!?](?!\w)", one.text)] == []
