"""Every kind: what people type is understood, kept, shown; junk is refused in words."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from dossiers.engine.kinds import KINDS, Facts, Question
from monespace.documents.rules import check_upload
from tests.engine.samples import TODAY, question, stored_file
from tests.support.kinds import SAMPLES
from tests.support.kinds.addresses import ADDRESS
from tests.support.kinds.files import IDS

FACTS = Facts(TODAY)
NBSP = "\u00a0"

UNDERSTOOD = [(kind, *case) for kind, samples in SAMPLES.items() for case in samples.understood]


@pytest.mark.parametrize(("kind", "words", "raw", "payload", "shown"), UNDERSTOOD)
def test_what_people_type_is_understood_kept_and_shown(kind, words, raw, payload, shown):
    asked = question(kind, **words)
    value = asked.answer(raw, FACTS)
    assert asked.payload(value) == payload
    assert asked.display(value, "fr") == shown


def test_every_kind_that_asks_is_tried():
    asking = {name for name, kind in KINDS.items() if kind.asks}
    assert {kind for kind, *_ in UNDERSTOOD} == {kind for kind, *_ in REFUSED} == asking


REFUSED = [(kind, *case) for kind, samples in SAMPLES.items() for case in samples.refused]


@pytest.mark.parametrize(("kind", "words", "raw", "reason"), REFUSED)
def test_what_is_wrong_is_refused_with_the_fix(kind, words, raw, reason):
    with override("fr"), pytest.raises(ValidationError) as refusal:
        question(kind, **words).answer(raw, FACTS)
    assert reason in refusal.value.messages[0]
    assert "Champ" in refusal.value.messages[0]


ASKING = sorted(name for name, kind in KINDS.items() if kind.asks)


@pytest.mark.parametrize("kind", ASKING)
def test_a_blank_answer_is_refused_unless_it_is_optional(kind):
    for blank in ("", "  ", None, [], {}, "\u200b", "\xa0\ufeff", "\v\u2800", "\u202e\u3164"):
        assert question(kind, optional=True).answer(blank, FACTS) is None
        with override("fr"), pytest.raises(ValidationError) as refusal:
            question(kind).answer(blank, FACTS)
        assert "«\u00a0Champ\u00a0»" in refusal.value.messages[0]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=6,
)
PLAUSIBLE = (
    st.from_regex(r"[0-9€ ,.'-]{0,14}", fullmatch=True)
    | st.from_regex(r"[0-9]{1,4}[/. -][0-9]{1,2}[/. -][0-9]{1,4}", fullmatch=True)
    | st.from_regex(r"[+]?[0-9 /.]{6,16}", fullmatch=True)
    | st.from_regex(r"BE[0-9]{14}", fullmatch=True)
    | st.emails()
    | st.lists(st.sampled_from("abcd"), max_size=4)
    | st.fixed_dictionaries(
        dict.fromkeys((*ADDRESS, "country"), st.text(max_size=8) | st.sampled_from(["5000", "BE"]))
    )
)
EVERY = {kind: question(kind) for kind in ASKING} | {"measure": question("number", decimals=3, min=None)}


def answered(asked: Question, raw: object) -> object:
    """Return what was understood; None when it was refused, in words."""
    try:
        return asked.answer(raw, FACTS)
    except ValidationError as refusal:
        messages = refusal.messages
    assert all(messages)
    return None


@pytest.mark.parametrize("kind", EVERY)
@given(raw=JUNK | PLAUSIBLE | st.sampled_from([case[2] for case in UNDERSTOOD]))
def test_whatever_is_typed_is_understood_and_survives_json_or_is_refused(kind, raw):
    asked = EVERY[kind]
    value = answered(asked, raw)
    if value is None:
        return
    assert json.loads(json.dumps(asked.payload(value))) == asked.payload(value)
    for language in ("fr", "de", "nl", "en"):
        assert asked.display(value, language).strip()
    assert asked.answer(asked.tidy(raw), FACTS) == value


@given(JUNK)
def test_what_is_tidied_is_json(raw):
    for asked in EVERY.values():
        tidied = asked.tidy(raw)
        assert json.loads(json.dumps(tidied)) == tidied


@pytest.mark.parametrize("kind", [kind for kind, samples in SAMPLES.items() if samples.retyped])
@given(raw=PLAUSIBLE)
def test_what_is_shown_is_understood_the_same_when_typed_again(kind, raw):
    asked = EVERY[kind]
    value = answered(asked, raw)
    if value is not None:
        assert asked.answer(SAMPLES[kind].retyped(asked, value), FACTS) == value


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["fr", "de", "nl"]))
def test_an_amount_is_read_back_from_how_each_language_writes_it(amount, language):
    asked = EVERY["money"]
    assert asked.answer(asked.display(amount, language), FACTS) == amount


@given(st.dates(date(1850, 1, 1)))
def test_a_date_is_read_day_first_and_as_browsers_send_it(day):
    asked = EVERY["date"]
    assert asked.answer(f"{day.day}/{day.month}/{day.year}", FACTS) == day
    assert asked.answer(day.isoformat(), FACTS) == day
    assert asked.answer(asked.payload(day), FACTS) == day


def test_a_value_is_shown_in_each_language():
    amount, day = Decimal("1234.50"), date(2026, 3, 7)
    shown = {language: EVERY["money"].display(amount, language) for language in ("de", "nl", "en")}
    assert shown == {"de": f"1.234,50{NBSP}€", "nl": f"€{NBSP}1.234,50", "en": "€1,234.50"}
    days = {language: EVERY["date"].display(day, language) for language in ("de", "nl", "en")}
    assert days == {"de": "7. März 2026", "nl": "7 maart 2026", "en": "7 March 2026"}


class TestFiles:
    """A file field answers files of the draft, and only those."""

    def test_a_file_of_another_draft_is_ignored(self):
        asked = question("file", optional=True)
        known = Facts(TODAY, {IDS[0]: stored_file()})
        assert [document.id for document in asked.answer([IDS[0]], known)] == [IDS[0]]
        assert asked.answer([IDS[1]], known) is None

    def test_a_refused_file_is_named(self):
        known = Facts(TODAY, {IDS[0]: stored_file("virus.pdf", scan="refused")})
        with override("fr"), pytest.raises(ValidationError, match=r"virus\.pdf est refusé"):
            question("file").answer([IDS[0]], known)

    @pytest.mark.parametrize(
        ("name", "size", "kept", "code"),
        [
            ("a.exe", 10, [], "type"),
            ("IMG_1.HEIC", 10, [], "type"),
            ("a.pdf", 0, [], "size"),
            ("a.pdf", 10_000_001, [], "size"),
            ("a.pdf", 1, [1, 1, 1], "number"),
            ("a.pdf", 5_000_001, [10_000_000], "together"),
        ],
    )
    def test_an_upload_is_refused_before_it_is_stored(self, name, size, kept, code):
        asked = question("file", max_files=3, max_total_mb=15)
        check_upload(asked, name="Facture.JPEG", size=10_000_000)
        check_upload(asked, name="a.pdf", size=5_000_000, kept=[10_000_000])
        with pytest.raises(ValidationError) as refusal:
            check_upload(asked, name=name, size=size, kept=kept)
        assert refusal.value.code == code


def test_a_text_may_not_hide_controls():
    assert question("text").answer("a\x00b\u202ec\x07", FACTS) == "abc"
