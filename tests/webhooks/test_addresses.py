"""The portal sends to whole and public addresses: not inside, by whatever name, number or redirect."""

from __future__ import annotations

import socket

import pytest

from dossiers.webhooks.addresses import is_public, require_address
from dossiers.webhooks.errors import AddressNotPublic, AddressRefused
from dossiers.webhooks.sending import PATIENCE
from monespace.calls.calling import call
from monespace.calls.network import NoAnswer

NAME = "service.exemple.be"
PUBLIC = ["8.8.8.8", "193.191.1.1", "2001:4860:4860::8888", "2a02:2c40::1"]
INSIDE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",  # noqa: S104 - judged, not bound
    "10.0.0.1",
    "172.16.3.4",
    "192.168.1.1",
    "100.64.0.1",
    "100.100.100.200",
    "169.254.169.254",
    "168.63.129.16",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::a00:1",
    "64:ff9b:1::a00:1",
    "2002:a00:1::",
    "2001:0:1::",
    "2001:db8::1",
    "3fff::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]


@pytest.fixture
def production(settings):
    """No demo: everything is not on one machine."""
    settings.DEMO = False


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_may_be_sent_to(production, address):
    assert is_public(address)


@pytest.mark.parametrize("address", INSIDE)
def test_nothing_is_sent_inside(production, address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "https://service.exemple.be/webhooks",
        "https://service.exemple.be:8443/a?b=c",
        "https://8.8.8.8/",
        "https://[2a02:2c40::1]/",
    ],
)
def test_whole_public_addresses_are_taken(production, url):
    require_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "service.exemple.be",
        "http://service.exemple.be/",
        "ftp://service.exemple.be/",
        "https://",
        "https:///chemin",
        "https://moi@service.exemple.be/",
        "https://moi:secret@service.exemple.be/",
        "https://@service.exemple.be/",
        "https://service.exemple.be/#fin",
        "https://service.exemple.be/#",
        "https://service.exemple.be:0/",
        "https://service.exemple.be:99999/",
        "https://service.exemple.be:abc/",
        "https://service exemple.be/",
        "https://service.exemple.be/\\autre",
        "https://sérvice.exemple.be/",
        "https://[::1/",
        "https://service.exemple.be/" + "a" * 500,
        "javascript:alert(1)",
    ],
)
def test_what_is_no_whole_https_address_is_refused(production, url):
    with pytest.raises(AddressRefused):
        require_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://localhost/",
        "https://localhost./",
        "https://LOCALHOST/",
        "https://a.localhost/",
        "https://intranet/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://serveur.internal/",
        "https://imprimante.local/",
        "https://10.0.0.1./",
    ],
)
def test_an_address_that_is_written_to_lead_inside_is_refused(production, url):
    with pytest.raises(AddressNotPublic):
        require_address(url)


def test_the_demo_sends_to_its_own_machine():
    require_address("http://localhost:8001/backoffice/webhooks/")


def resolving_to(monkeypatch, *answers):
    """Let each look-up of a name give the next of these addresses, then the last one."""
    asked = []
    resolve = socket.getaddrinfo

    def getaddrinfo(host, port, *options, **named):
        if host != NAME:
            return resolve(host, port, *options, **named)
        asked.append(host)
        address = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def posted(url):
    return call("POST", url, patience=PATIENCE, headers={}, body=b"{}")


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "10.0.0.1", "::1"])
def test_a_name_that_leads_inside_is_not_connected_to(production, monkeypatch, receiver, address):
    resolving_to(monkeypatch, address)
    url = receiver.url.replace("127.0.0.1", NAME)
    with pytest.raises(NoAnswer, match="address_not_public"):
        posted(url)
    assert receiver.requests == []


def test_the_connection_goes_to_the_address_that_was_judged(monkeypatch, receiver):
    """A name server that answers otherwise the second time gains nothing: nobody asks a second time."""
    asked = resolving_to(monkeypatch, "127.0.0.1", "169.254.169.254")
    url = receiver.url.replace("127.0.0.1", NAME)
    assert posted(url).status == 204
    assert asked == [NAME]
    [(headers, _body)] = receiver.requests
    assert headers["host"].startswith(NAME)


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f.1", "127.0.0.1"])
def test_a_number_that_only_a_resolver_reads_is_judged_as_it_reads_it(production, receiver, host):
    with pytest.raises(NoAnswer, match="address_not_public"):
        posted(receiver.url.replace("127.0.0.1", host))
    assert receiver.requests == []


def test_a_name_that_nobody_knows_is_a_failure(monkeypatch):
    def fail(*_args, **_options):
        raise socket.gaierror

    with monkeypatch.context() as unknown:
        unknown.setattr(socket, "getaddrinfo", fail)
        with pytest.raises(NoAnswer, match="name_not_found"):
            posted("https://personne.exemple.be/")
