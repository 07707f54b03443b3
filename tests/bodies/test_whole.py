"""A body is read whole or not at all."""

from __future__ import annotations

from io import BytesIO

import pytest

from monespace.bodies.whole import IncompleteBody, WholeBody, ending_of
from tests.bodies.http import multipart

CONTENT = b"first=1\nsecond=2\n"


@pytest.mark.parametrize("size", [-1, 1, 3, 100])
def test_a_whole_body_is_given_in_pieces_of_any_size(size):
    body = WholeBody(BytesIO(CONTENT + b"next request"), len(CONTENT))
    pieces = list(iter(lambda: body.read(size), b""))
    assert b"".join(pieces) == CONTENT


@pytest.mark.parametrize("cut", range(len(CONTENT)))
def test_a_body_that_stops_early_is_an_error_wherever_it_stops(cut):
    body = WholeBody(BytesIO(CONTENT[:cut]), len(CONTENT))
    with pytest.raises(IncompleteBody):
        body.read()
    lines = WholeBody(BytesIO(CONTENT[:cut]), len(CONTENT))
    with pytest.raises(IncompleteBody):
        list(iter(lines.readline, b""))


def test_lines_of_a_whole_body_are_read_to_its_end_only():
    body = WholeBody(BytesIO(CONTENT + b"next request"), len(CONTENT))
    assert list(iter(body.readline, b"")) == [b"first=1\n", b"second=2\n"]


@pytest.mark.parametrize("size", [-1, 1, 7, 64])
def test_a_form_with_files_ends_with_its_last_boundary_although_its_length_is_right(size):
    form = multipart([("name", "Ada"), ("remark", "é")])
    ending = ending_of(form.content_type)

    def read(content: bytes) -> bytes:
        body = WholeBody(BytesIO(content), len(content), ending)
        return b"".join(iter(lambda: body.read(size), b""))

    assert read(form.body) == form.body
    assert read(form.body.rstrip()) == form.body.rstrip()
    for cut in range(1, len(form.body.rstrip())):
        with pytest.raises(IncompleteBody):
            read(form.body[:cut])


@pytest.mark.parametrize(
    ("content_type", "ending"),
    [
        ("multipart/form-data; boundary=abc", b"--abc--"),
        ('multipart/form-data; charset=utf-8; boundary="a c"', b"--a c--"),
        ("Multipart/Form-Data; Boundary=abc", b"--abc--"),
        ("multipart/form-data", b""),
        ("application/x-www-form-urlencoded", b""),
        ("", b""),
    ],
)
def test_the_end_of_a_form_is_read_from_its_type(content_type, ending):
    assert ending_of(content_type) == ending
