"""What the checked client sees in every page: each fault that no page may have, in an otherwise good page."""

from __future__ import annotations

import pytest

from tests.support.pages import check_page

GOOD = (
    '<!DOCTYPE html>\n<html lang="fr"><head><title>Profil</title><script src="/x.js"></script></head>'
    '<body><h1>Profil</h1><!-- <h1 id="a"> --><p id="a">{ 100 % }</p><noscript><p id="b">é</p></noscript>'
    '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg></body></html>'
)
FAULTS = {
    "no language": (' lang="fr"', ""),
    "no title": ("<title>Profil</title>", ""),
    "an empty title": ("<title>Profil</title>", "<title> </title>"),
    "no heading": ("<h1>Profil</h1>", ""),
    "two headings": ('<p id="a"', '<h1>Encore</h1><p id="a"'),
    "a script without address": ("<h1>", "<script>go()</script><h1>"),
    "a style element": ("</head>", "<style>p {}</style></head>"),
    "a style inside a picture": ("<path", "<style>path {}</style><path"),
    "a style attribute": ('<p id="a"', '<p id="a" style="color: red"'),
    "a handler": ('<p id="a"', '<p id="a" onclick="go()"'),
    "a handler in capitals": ('<p id="a"', '<P ONCLICK=go() id="a"'),
    "a handler on a picture": ("<path", '<path onload="go()"'),
    "an id used twice": ('id="b"', 'id="a"'),
    "a variable": ("é", "{{ name }}"),
    "a tag": ("é", "{% if %}"),
}


def test_a_good_page_passes():
    check_page(GOOD, "/profil/")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_fails_and_names_the_page(fault):
    stood, stands = FAULTS[fault]
    assert GOOD.count(stood) == 1
    with pytest.raises(AssertionError, match=r"^/profil/: "):
        check_page(GOOD.replace(stood, stands), "/profil/")
