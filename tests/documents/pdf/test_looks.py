"""A copy looks as the document did, point for point, however the document was made and written."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from monespace.documents.cleaning.pdf.document import walked
from tests.documents.pdf.looks import LOOKS
from tests.documents.pdf.pages import changed, document, drawn, kept, written

STREAMS = pikepdf.ObjectStreamMode.generate


@pytest.mark.parametrize("name", LOOKS)
def test_what_is_seen_stays(name):
    content = changed(LOOKS[name])
    assert drawn(content) != drawn(written(document()))
    assert drawn(kept(content)) == drawn(content)


@pytest.mark.parametrize("name", LOOKS)
def test_nothing_of_a_sound_document_is_taken_out(name):
    content = changed(LOOKS[name])
    with pikepdf.open(BytesIO(content)) as pdf:
        del pdf.trailer["/ID"]
        assert walked(pdf, content).dropped == []


@pytest.mark.parametrize(
    "way",
    [
        {"linearize": True},
        {"object_stream_mode": STREAMS},
        {"object_stream_mode": STREAMS, "encryption": pikepdf.Encryption(owner="x", user="")},
        {"encryption": pikepdf.Encryption(owner="x", user="", R=3, aes=False, metadata=False)},
    ],
)
def test_however_it_is_written_it_looks_the_same_and_its_copy_is_its_own_copy(way):
    content = changed(LOOKS["form filled in"], **way)
    copy = kept(content)
    assert drawn(copy) == drawn(content)
    assert kept(copy) == copy
    assert kept(content) == copy


@pytest.mark.parametrize("tail", [b"startxref\n1\n%%EOF", b"%%EOF", b""])
def test_a_damaged_table_of_objects_is_mended(tail):
    content = changed(LOOKS["form filled in"])
    broken = content[: content.index(b"startxref")] + tail
    assert drawn(kept(broken)) == drawn(content)


def test_three_hundred_pages_keep_their_looks_and_their_order():
    pdf = document()
    for number in range(299):
        pdf.pages.extend(document(b"%d 40 90 90 re f" % number).pages)
    content = written(pdf)
    with pikepdf.open(BytesIO(kept(content))) as copy:
        assert len(copy.pages) == 300
        assert copy.pages[299].Contents.read_bytes() == b"298 40 90 90 re f"
