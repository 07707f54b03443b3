"""A request is received whole, within bounds, and only if it can be read in one way."""

from __future__ import annotations

import time
from threading import Lock
from types import SimpleNamespace

import pytest
from django.core.exceptions import RequestDataTooBig
from waitress.adjustments import Adjustments
from waitress.buffers import TempfileBasedBuffer

from monespace.bodies.middleware import WholeBodyMiddleware
from monespace.bodies.whole import LARGEST_BODY, IncompleteBody, WholeBodies
from monespace.server import bodies
from monespace.server.bodies import MOST_HEADERS, BoundedBody, RequestParser
from monespace.server.connections import (
    KEPT_OPEN_SECONDS,
    PATIENCE_SECONDS,
    SILENCE_SECONDS,
    SLOWEST_BYTES_A_SECOND,
    Channel,
)
from monespace.server.worker import ADJUSTMENTS, without_bodies_of_head

HEAD = b"POST /x HTTP/1.1\r\nHost: a\r\n"
CONTENT = b"first=1&second=2"
WHOLE = HEAD + b"Content-Length: %d\r\n\r\n" % len(CONTENT) + CONTENT
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n8\r\nfirst=1&\r\n8\r\nsecond=2\r\n0\r\n\r\n"


def parse(wire: bytes, piece: int = 1 << 16) -> RequestParser:
    """Give the parser what came, ``piece`` bytes at a time, as the channel does."""
    parser = RequestParser(Adjustments(**ADJUSTMENTS))
    while wire and not parser.completed:
        taken = parser.received(wire[:piece])
        wire = wire[taken:]
    return parser


@pytest.mark.parametrize("wire", [WHOLE, CHUNKED])
@pytest.mark.parametrize("piece", [1, 7, 1 << 16])
def test_a_request_is_complete_with_its_last_byte_and_not_before(wire, piece):
    for cut in (10, len(HEAD), len(wire) - 3, len(wire) - 1):
        assert not parse(wire[:cut], piece).completed
    whole = parse(wire, piece)
    assert whole.completed
    assert whole.error is None
    assert whole.get_body_stream().read() == CONTENT
    assert whole.headers["CONTENT_LENGTH"] == str(len(CONTENT))


@pytest.mark.parametrize("wire", [WHOLE, CHUNKED])
def test_a_body_beyond_the_limit_is_read_to_its_end_and_not_kept(wire, monkeypatch):
    monkeypatch.setattr(bodies, "LARGEST_BODY", len(CONTENT) - 1)
    too_large = parse(wire, 5)
    assert too_large.completed
    assert too_large.error is None
    assert too_large.get_body_stream().read() == b""
    assert int(too_large.headers["CONTENT_LENGTH"]) >= len(CONTENT)


@pytest.mark.parametrize("wire", [WHOLE, CHUNKED])
def test_a_body_that_finds_no_room_on_the_disk_is_an_incomplete_one(wire, monkeypatch):
    def full(_buffer: object, _piece: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("monespace.server.bodies.OverflowableBuffer.append", full)
    lost = parse(wire, 5)
    assert lost.completed
    environ = {
        "CONTENT_LENGTH": lost.headers["CONTENT_LENGTH"],
        "wsgi.input": lost.get_body_stream(),
    }
    with pytest.raises(IncompleteBody):
        WholeBodies(lambda given, _start: [given["wsgi.input"].read()])(environ, print)


def test_a_large_body_waits_in_a_file_and_gives_its_room_back():
    body = BoundedBody(10_000)
    body.append(b"a" * 9_000)
    assert not isinstance(body.buf, TempfileBasedBuffer)
    body.append(b"a" * 9_000)
    assert isinstance(body.buf, TempfileBasedBuffer)
    file = body.getfile()
    body.cut()
    assert file.closed
    assert len(body) == 0


def test_a_form_larger_than_any_is_answered_with_that_reason(rf, monkeypatch):
    told = []
    monkeypatch.setattr(
        "monespace.error_pages.bad_request", lambda _request, problem: told.append(type(problem))
    )
    middleware = WholeBodyMiddleware(print)
    for length in (LARGEST_BODY, LARGEST_BODY + 1):
        request = rf.get("/x/", CONTENT_LENGTH=str(length))
        middleware.process_view(request, None, None, None)
    assert told == [RequestDataTooBig]


@pytest.mark.parametrize(
    "wire",
    [
        HEAD + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
        HEAD + b"Content-Length: -1\r\n\r\n",
        HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n",
        b"GET http://[/ HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /x\r\n X: y\r\n\r\n",
        b"nonsense\r\n\r\n",
        HEAD + b"X: " + b"a" * 70_000 + b"\r\n\r\n",
        HEAD + b"Transfer-Encoding:\r\nContent-Length: 3\r\n\r\nabc",
        HEAD + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        HEAD + b"Transfer-Encoding: ,chunked\r\n\r\n0\r\n\r\n",
        HEAD + b"Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
        HEAD + b"X: y\r\n\tContent-Length: 3\r\n\r\nabc",
        b"POST /x HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /x HTTP/1.0\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc",
        b"POST /x HTTP/2.0\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc",
    ],
)
@pytest.mark.parametrize("piece", [7, 1 << 16])
def test_a_request_that_can_be_read_in_two_ways_or_none_is_refused(wire, piece):
    assert parse(wire, piece).error is not None


def test_a_request_of_ever_so_many_headers_is_refused():
    line = b"a: b\r\n"
    assert parse(b"GET / HTTP/1.1\r\n" + line * (MOST_HEADERS - 2) + b"\r\n").error is None
    assert parse(b"GET / HTTP/1.1\r\n" + line * (MOST_HEADERS + 2) + b"\r\n").error is not None


@pytest.mark.parametrize("piece", [1, 7, 1 << 16])
def test_blank_lines_before_a_request_are_no_requests(piece):
    parser = RequestParser(Adjustments(**ADJUSTMENTS))
    assert parser.received(b"\r\n" * 30_000) == 60_000
    assert not parser.completed
    after = parse(b"\r\n\r\n\r\n\r\n" + WHOLE, piece)
    assert after.completed
    assert not after.empty
    assert after.get_body_stream().read() == CONTENT


def test_a_request_without_a_body_does_not_wait_for_a_word_to_go_on():
    whole = parse(b"GET /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n")
    assert whole.completed
    assert not whole.expect_continue
    assert parse(HEAD + b"Content-Length: 3\r\nExpect: 100-continue\r\n\r\n").expect_continue


def test_headers_of_the_proxy_reach_the_application():
    parser = parse(b"GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.1\r\nX_Forwarded_For: 9\r\n\r\n")
    assert parser.headers["X_FORWARDED_FOR"] == "192.0.2.1"
    assert ADJUSTMENTS["clear_untrusted_proxy_headers"] is False


NOW, PACE = 1_000_000.0, SLOWEST_BYTES_A_SECOND
BEGUN, WHOLE_REQUEST = SimpleNamespace(headers_finished=True), SimpleNamespace()


@pytest.mark.parametrize(
    ("state", "lapsed"),
    [
        ({"silent_for": KEPT_OPEN_SECONDS - 1}, False),
        ({"silent_for": KEPT_OPEN_SECONDS + 1}, True),
        ({"silent_for": KEPT_OPEN_SECONDS + 1, "total_outbufs_len": 1}, False),
        ({"silent_for": SILENCE_SECONDS + 1, "total_outbufs_len": 1}, True),
        ({"silent_for": SILENCE_SECONDS + 1, "requests": [WHOLE_REQUEST]}, False),
        ({"silent_for": SILENCE_SECONDS + 1, "requests": [WHOLE_REQUEST], "total_outbufs_len": 1}, True),
        ({"silent_for": 1, "request": BEGUN, "began": NOW - PATIENCE_SECONDS + 1, "came": 1}, False),
        ({"silent_for": 1, "request": BEGUN, "began": NOW - PATIENCE_SECONDS - 1, "came": 100}, True),
        ({"silent_for": 1, "request": BEGUN, "began": NOW - 3600, "came": 3600}, True),
        ({"silent_for": 1, "request": BEGUN, "began": NOW - 3600, "came": 3600 * PACE}, False),
        ({"silent_for": SILENCE_SECONDS + 1, "request": BEGUN, "began": NOW - 70, "came": 1 << 30}, True),
    ],
)  # fmt: skip
def test_a_connection_ends_when_it_takes_longer_than_any_network(state, lapsed):
    usual = {"total_outbufs_len": 0, "requests": [], "request": None, "began": 0.0, "came": 0}
    channel = SimpleNamespace(**usual | state, last_activity=NOW - state["silent_for"])
    assert Channel.has_lapsed(channel, NOW) is lapsed


def test_the_time_of_a_request_begins_with_its_first_byte():
    channel = Channel.__new__(Channel)
    channel.request, channel.requests, channel.adj = None, [], Adjustments(**ADJUSTMENTS)
    channel.requests_lock = Lock()
    channel.server = SimpleNamespace(add_task=lambda _channel: None, is_ending=False)
    channel.received(WHOLE[:10])
    first = channel.began
    assert time.time() - first < 60
    channel.received(WHOLE[10:20])
    assert (channel.began, channel.came) == (first, 20)
    channel.received(WHOLE[20:] + b"G")
    assert channel.began >= first
    assert channel.came < 20 + len(WHOLE)


def test_an_answer_to_head_has_no_body_and_closes_what_it_does_not_send():
    closed = []

    class Body(list):
        def close(self) -> None:
            closed.append(True)

    application = without_bodies_of_head(lambda _environ, _start: Body([b"page"]))
    assert application({"REQUEST_METHOD": "GET"}, print) == [b"page"]
    assert not closed
    assert application({"REQUEST_METHOD": "HEAD"}, print) == []
    assert closed
