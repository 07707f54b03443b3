"""From which address a request comes: whatever a proxy writes, every client is counted."""

import pytest
from django.conf import settings as portal
from django.test import RequestFactory
from django.urls import reverse

from monespace.common.clients import LONGEST, UNREADABLE, client_address

LOGIN = {"method": "itsme"}


def counted_as(settings, proxies, remote, forwarded):
    settings.TRUSTED_PROXY_COUNT = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote))


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "address"),
    [
        (0, "192.0.2.1", None, "192.0.2.1"),
        (0, "192.0.2.1", "198.51.100.9", "192.0.2.1"),
        (1, "10.0.0.1", "198.51.100.9", "198.51.100.9"),
        (1, "10.0.0.1", "1.2.3.4, 198.51.100.9", "198.51.100.9"),
        (2, "10.0.0.1", "1.2.3.4, 198.51.100.9, 10.0.0.2", "198.51.100.9"),
        (2, "10.0.0.1", "198.51.100.9, 10.0.0.2", "198.51.100.9"),
        (1, "10.0.0.1", "1.2.3.4," * 10_000 + "198.51.100.9", "198.51.100.9"),
        (0, "2001:db8:1:2:3:4:5:6", None, "2001:db8:1:2::/64"),
        (0, "::ffff:192.0.2.1", None, "192.0.2.1"),
    ],
)
def test_address_is_the_one_that_the_last_trusted_proxy_saw(settings, proxies, remote, forwarded, address):
    assert counted_as(settings, proxies, remote, forwarded) == address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("198.51.100.9:443", "198.51.100.9"),
        ("198.51.100.9:0", "198.51.100.9"),
        ("  198.51.100.9\t", "198.51.100.9"),
        ('"198.51.100.9"', "198.51.100.9"),
        ('"198.51.100.9:50000"', "198.51.100.9"),
        ("[198.51.100.9]:80", "198.51.100.9"),
        ("2001:db8:1:2::5", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::5]", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::5]:50000", "2001:db8:1:2::/64"),
        ('"[2001:DB8:1:2::5]:50000"', "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("[fe80::1%25eth0]:80", "fe80::/64"),
        ("::ffff:198.51.100.9", "198.51.100.9"),
        ("[::ffff:198.51.100.9]:80", "198.51.100.9"),
        ("::ffff:c633:6409", "198.51.100.9"),
    ],
)
def test_port_brackets_quotes_and_zone_make_no_other_client(settings, written, address):
    assert counted_as(settings, 1, "10.0.0.1", written) == address


@pytest.mark.parametrize(
    "written",
    [
        None, "", " ", ",", "unknown", "_hidden", "_hidden:80", "nonsense", "198.51.100", "198.51.100.9:x",
        "198.51.100.999", "198.51.100.9:443:443", "[198.51.100.9", "[]:80", ":443", "for=198.51.100.9",
        "198.51.100.9/24", "0x7f000001", "2130706433", "１９８.51.100.9", "é", "1" * (LONGEST + 1),
    ],
)  # fmt: skip
def test_clients_that_cannot_be_read_count_as_one(settings, written):
    assert counted_as(settings, 1, "10.0.0.1", "198.51.100.9") == "198.51.100.9"
    assert counted_as(settings, 1, "10.0.0.1", written) == UNREADABLE


def test_a_header_shorter_than_the_row_of_proxies_is_nobodys_address(settings):
    assert counted_as(settings, 2, "10.0.0.1", "198.51.100.9, 10.0.0.2") == "198.51.100.9"
    assert counted_as(settings, 2, "10.0.0.1", "198.51.100.9") == UNREADABLE


def test_a_server_without_address_is_unreadable(settings):
    assert counted_as(settings, 0, "", None) == UNREADABLE


def test_the_header_that_nobody_trusts_is_not_read(settings):
    settings.TRUSTED_PROXY_COUNT = 1
    headers = {"X-Forwarded-For": "198.51.100.9", "Forwarded": "for=192.0.2.7"}
    assert client_address(RequestFactory().get("/", headers=headers)) == "198.51.100.9"


@pytest.mark.django_db
@pytest.mark.usefixtures("simulators")
@pytest.mark.parametrize(
    "sent",
    [
        ["198.51.100.9:1", "198.51.100.9:2", "[198.51.100.9]:3"],
        ["[2001:db8::1]:1", "2001:db8::2", "2001:db8:0:0:ffff::3"],
        ["unknown", "_secret", ""],
    ],
    ids=["ports", "one home", "unreadable"],
)
def test_no_address_escapes_the_limit(client, settings, sent):
    settings.TRUSTED_PROXY_COUNT = 1
    settings.RATE_LIMITS = portal.RATE_LIMITS | {"sign_in_begin": (2, 60)}
    answers = [
        client.get(reverse("accounts:saml_login"), LOGIN, headers={"X-Forwarded-For": text}) for text in sent
    ]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
