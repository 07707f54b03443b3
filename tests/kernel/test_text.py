"""One cleaning of text: what nobody sees goes, what is meant stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monespace.common.text import hidden_in, isolated, one_line, several_lines, western_digits, without_unseen

UNSEEN = [
    *"\x00\x01\x08\x0e\x1b\x1f\x7f\x80\x9f",  # controls
    *"\u200b\u200c\u200d\u2060\ufeff\xad\u034f\u180e\u3164\u115f\uffa0\u2062",  # formats, fillers
    *"\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",  # bidirectional
    *"\ufe0f\ufe00\U000e0100\U000e0041\U000e007f\U000e0001\ufffb\ufdd0\uffff\ud800\ue000\uf8ff\U000f0000\U0010fffd\U0010ffff",
]
SPACES = [*" \t\xa0\u202f\u2009\u3000\u2800"]
LINE_ENDS = ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"]
MEANT = [
    "L’Été – rue d'Été-Haut, n° 12",
    "Zoë Müller-O’Neill",
    "👩🏽‍💻 ❤️‍🔥 🏳️‍🌈 👁️‍🗨️ 1️⃣ ☎️ 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "می\u200cخواهم",
    "क्\u200dष",
    "東京 葛\U000e0100城",
    "שלום עולם",
]

pieces = [*UNSEEN, *SPACES, *LINE_ENDS, *"ae1#\u0301ىक्ष❤☎🏴©\u20e3"]
texts = st.lists(st.sampled_from(pieces)).map("".join) | st.text()


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_what_nobody_sees_goes_wherever_it_stands(unseen):
    assert one_line(f"{unseen}cami{unseen}lle{unseen}") == "camille"
    assert several_lines(f"{unseen}a{unseen}\n{unseen}b") == "a\nb"
    assert one_line(unseen) == several_lines(unseen) == ""


@pytest.mark.parametrize("space", SPACES, ids=ascii)
def test_every_space_is_a_space(space):
    assert one_line(f"{space}a{space}{space}b{space}") == "a b"


@pytest.mark.parametrize("end", LINE_ENDS, ids=ascii)
def test_every_line_end_parts_words_and_keeps_lines(end):
    assert one_line(f"section C,{end}n° 123{end}") == "section C, n° 123"
    assert several_lines(f"section C,{end}n° 123{end}") == "section C,\nn° 123"


@pytest.mark.parametrize("unseen", [one for one in UNSEEN if one != "\xad"], ids=ascii)
def test_what_no_author_means_is_found(unseen):
    assert hidden_in(f"a{unseen}b") == unseen


@pytest.mark.parametrize("end", ["\v", "\f", "\x85", "\u2028", "\u2029"], ids=ascii)
def test_line_ends_of_another_kind_are_found(end):
    assert hidden_in(f"a{end}b") == end


@pytest.mark.parametrize("text", [*MEANT, "a\xadb", "«\xa0a\u202f»", "a\nb\tc\r\nd", ""])
def test_what_an_author_means_stays(text):
    assert not hidden_in(text)


@pytest.mark.parametrize("text", MEANT)
def test_what_is_meant_stays(text):
    assert one_line(text) == several_lines(text) == unicodedata.normalize("NFC", text)


def test_accents_are_written_one_way():
    assert one_line("e\u0301te\u0301") == "été"
    assert one_line("e\u200b\u0301") == "é"


@given(texts)
@example("x\ufe0f\u200d❤")
@example("☎\ufe0f\ufe0f\u200d\u200d☎")
@example("\ud800\ufe0f")
def test_cleaning_twice_changes_nothing(text):
    for clean in (one_line, several_lines, without_unseen):
        assert clean(clean(text)) == clean(text)


@given(texts)
def test_nothing_unseen_is_left_but_between_what_it_shapes(text):
    cleaned = several_lines(text)
    for place, character in enumerate(cleaned):
        category = unicodedata.category(character)
        assert category not in {"Cs", "Zl", "Zp"}
        assert category != "Cc" or character in "\n\t"
        if character in UNSEEN:
            assert place > 0
            assert not cleaned[place - 1].isascii() or cleaned[place : place + 2] == "\ufe0f\u20e3"
    assert cleaned == cleaned.strip()
    assert "\n" not in one_line(text)


def test_digits_of_every_script_are_digits():
    assert western_digits("٣.१२ x³ ½") == "3.12 x³ ½"


def test_only_words_written_from_right_to_left_are_isolated():
    assert isolated("Café «\u202e Z") == "Café « Z"
    assert isolated("דוד Bakery") == "\u2068דוד Bakery\u2069"
    assert isolated(isolated("דוד")) == "\u2068דוד\u2069"
    assert isolated("دار\u2069\u202e") == "\u2068دار\u2069"
