"""What runs, opens, sends or hides is taken out and the page stays as it was, or the document is refused."""

from __future__ import annotations

import pytest

from monespace.documents.cleaning.refusals import Reason
from tests.documents.pdf.audit import suspicious
from tests.documents.pdf.hostile import DIRECT_CATALOGUE, REFUSED, TAKEN_OUT, direct_catalogue
from tests.documents.pdf.pages import document, drawn, kept, why_refused, written


def test_a_sound_document_is_kept_and_looks_the_same():
    content = written(document())
    assert suspicious(kept(content)) == []
    assert drawn(kept(content)) == drawn(content)


@pytest.mark.parametrize("action", DIRECT_CATALOGUE)
def test_a_catalogue_in_the_trailer_is_walked_and_given_a_place_of_its_own(action):
    page = drawn(kept(direct_catalogue(b"null")))
    assert any(set(points) == {0, 255} for points in page)
    assert suspicious(DIRECT_CATALOGUE[action])
    copy = kept(DIRECT_CATALOGUE[action])
    assert suspicious(copy) == []
    assert drawn(copy) == page


@pytest.mark.parametrize("name", TAKEN_OUT)
def test_what_is_active_is_taken_out_and_the_page_stays(name):
    content = TAKEN_OUT[name]
    assert suspicious(content)
    copy = kept(content)
    assert suspicious(copy) == []
    for trace in (b"app.alert", b"evil.example", b"calc", b"<script>", b"PK\x05\x06"):
        assert trace not in copy
    assert drawn(copy) == drawn(content)


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_be_missed_is_refused(name):
    assert why_refused(written(document())) == ""
    assert why_refused(REFUSED[name]) == Reason.ACTIVE
