"""No page, mail or message promises anything that no test keeps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from monespace.demo.catalogues import collect
from tests.house.promises import away, drafts, eligibility, retention, table

KEPT_BY = table.KEPT_BY | retention.KEPT_BY | away.KEPT_BY | drafts.KEPT_BY | eligibility.KEPT_BY
NO_PROMISE = (*table.NO_PROMISE, *retention.NO_PROMISE, *drafts.NO_PROMISE)
TESTS = Path(__file__).resolve().parent.parent.parent
UNDERTAKES = re.compile(
    r"\bprévenons\b|\bpréviendrons\b|\best informée?\b|"
    r"\brecevr(?:ez|a|ont)\b|\bserez\b|\bprévenu(?:e?s?)\b|\baverti(?:e?s?)\b|\bseront informés\b"
    r"|\bnous (?:vous |y )?(?:envoyons|écrivons)\b|\bécrit sa décision\b|\bjours avant\b|supprimés un an"
    r"|\bgardée?s?\b|\bconservée?s?\b|l’est toujours|\beffacée?s?\b|\bjamais\b|\bautomatiquement\b"
    r"|quatorze jours|trente minutes|envoyé deux fois|rien n’est perdu|une seule fois|ne lisent|ne voit",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Return a text with plain spaces."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


TEXTS = sorted({plain(singular) for _context, singular in collect()})
FRAGMENTS = [fragment for fragments in KEPT_BY.values() for fragment in fragments]


@pytest.mark.parametrize("keeper", KEPT_BY)
def test_a_promise_is_kept_by_a_test_that_exists(keeper):
    path, _colons, name = keeper.partition("::")
    assert re.search(rf"^def {name}\(", (TESTS / path).read_text(), re.MULTILINE), keeper


@pytest.mark.parametrize("fragment", [*FRAGMENTS, *NO_PROMISE])
def test_the_table_speaks_of_sentences_that_people_read(fragment):
    assert any(fragment in text for text in TEXTS), fragment


@pytest.mark.parametrize("text", [text for text in TEXTS if UNDERTAKES.search(text)])
def test_a_sentence_that_undertakes_something_names_the_test_that_keeps_it(text):
    known = [fragment for fragment in FRAGMENTS if fragment in text]
    assert known or any(fragment in text for fragment in NO_PROMISE), text


def test_a_promise_nobody_keeps_would_be_seen():
    for text in (
        "Vous recevrez la décision ici.",
        "Un brouillon est gardé 90 jours.",
        "Vous serez prévenu avant.",
    ):
        assert UNDERTAKES.search(text)
        assert not any(fragment in text for fragment in [*FRAGMENTS, *NO_PROMISE])
