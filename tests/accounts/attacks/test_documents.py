"""Documents that trouble parsers are refused at once, and no address or file in them is ever opened."""

import os
import socket
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from tests.accounts.attacks import modes
from tests.accounts.attacks.documents import BROKEN, MARKUP
from tests.accounts.attacks.forge import assertion_of, response, sign
from tests.accounts.attacks.keys import genuine
from tests.accounts.attacks.sealing import sealed

LONG_AGO = 1_000_000_000
SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


@dataclass
class Canary:
    """A file and an address that notice when they are opened."""

    file: Path
    listener: socket.socket

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}/"

    def fill(self, markup: str) -> str:
        """Write the addresses of the canary into markup."""
        return markup.replace("{file}", self.file.as_uri()).replace("{url}", self.url)

    def is_untouched(self) -> bool:
        """Whether nobody connected, and nobody read the file since its time was put back."""
        try:
            connection, _address = self.listener.accept()
        except BlockingIOError:
            return self.file.stat().st_atime == LONG_AGO
        connection.close()
        return False


@pytest.fixture
def canary(tmp_path):
    file = tmp_path / "canary.txt"
    file.write_text("91110290256")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        canary = Canary(file, listener)
        os.utime(file, (LONG_AGO, file.stat().st_mtime))
        yield canary


def test_canary_notices_who_opens_it(canary):
    assert canary.is_untouched()
    with socket.create_connection(canary.listener.getsockname()):
        assert not canary.is_untouched()
    assert canary.is_untouched()
    canary.file.read_text()
    if canary.file.stat().st_atime == LONG_AGO:
        pytest.skip("this filesystem keeps no times of access: only the network is watched")
    assert not canary.is_untouched()


@pytest.fixture
def parser_at_ease(canary):
    """Hold the portal to a second, and to leaving the canary alone."""
    begun = time.process_time()
    yield canary
    assert time.process_time() - begun < 1
    assert canary.is_untouched()


@pytest.mark.parametrize("mode", modes.PLAIN, ids=str)
@pytest.mark.parametrize("change", MARKUP.values(), ids=MARKUP.keys())
def test_anything_but_elements_and_text_is_refused(browser, parser_at_ease, mode, change):
    document = etree.tostring(modes.answer(browser.asks(), mode))
    browser.is_refused(browser.carries(change(document, parser_at_ease)), "markup")


def encrypted_around(browser, change, canary):
    """Return a right response with an assertion inside that was changed before it was encrypted."""
    root = response(browser.asks())
    assertion = assertion_of(root)
    sign(assertion, genuine())
    plain = etree.tostring(assertion, with_tail=False)
    root.replace(assertion, sealed(change(plain, canary)))
    return root


@pytest.mark.parametrize("change", MARKUP.values(), ids=[f"assertion-encrypted-{name}" for name in MARKUP])
def test_anything_else_is_refused_inside_an_encrypted_assertion_too(browser, parser_at_ease, change):
    browser.is_refused(browser.carries(encrypted_around(browser, change, parser_at_ease)), "markup")


@pytest.mark.parametrize("mode", [modes.ASSERTION], ids=str)
@pytest.mark.parametrize(("change", "rule"), BROKEN.values(), ids=BROKEN.keys())
def test_document_that_no_identity_provider_writes_is_refused(browser, parser_at_ease, mode, change, rule):
    document = etree.tostring(modes.answer(browser.asks(), mode))
    browser.is_refused(browser.carries(change(document, parser_at_ease)), rule)


BESIDE = {"two roots", "text after the root", "UTF-7, hiding a comment"}


@pytest.mark.parametrize("name", BROKEN, ids=[f"assertion-encrypted-{name}" for name in BROKEN])
def test_such_a_document_is_refused_inside_an_encrypted_assertion_too(browser, parser_at_ease, name):
    change, rule = BROKEN[name]
    rule = "part" if name in BESIDE else rule
    browser.is_refused(browser.carries(encrypted_around(browser, change, parser_at_ease)), rule)


@pytest.mark.parametrize("mode", modes.ACCEPTED, ids=str)
def test_place_of_a_schema_is_never_visited(browser, canary, mode):
    def locate(root):
        root.set(SCHEMA_LOCATION, f"urn:x {canary.url}x.xsd urn:y {canary.file.as_uri()}")

    browser.comes_in(browser.carries(modes.answer(browser.asks(), mode, said=locate)))
    assert canary.is_untouched()


def test_declaration_and_unusual_space_are_taken(browser):
    document = etree.tostring(modes.answer(browser.asks()))
    browser.comes_in(browser.carries(b'<?xml version="1.0" encoding="UTF-8"?>\r\n' + document + b"\n"))


JUNK = {
    "nothing": ("", "length"),
    "not base64": ("%%%", "base64"),
    "not ASCII": ("é", "base64"),
    "not XML": ("bm90IHhtbA==", "xml"),
    "another root": ("PGEvPg==", "root"),
    "endless": ("A" * 200_001, "length"),
}


@pytest.mark.parametrize(("posted", "rule"), JUNK.values(), ids=JUNK.keys())
def test_junk_is_refused(browser, posted, rule):
    browser.is_refused(browser.posts(posted), rule)
