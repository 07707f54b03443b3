"""What is sent goes over TLS to who shows the certificate of the name, once the address is judged."""

from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from dossiers.webhooks.sending import PATIENCE
from monespace.calls import calling
from monespace.calls.network import NoAnswer

NAME = "service.exemple.be"


def posted(url):
    return calling.call("POST", url, patience=PATIENCE, headers={}, body=b"{}")


def certificate_of(folder, *names):
    """Write a self-signed certificate of these names with its key, and return the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "certificate.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + pem)
    return path


@pytest.fixture
def secured(monkeypatch, receiver, tmp_path):
    """A receiver that shows the certificate of a name, which is trusted; the name leads to it."""

    def show(*names):
        path = certificate_of(tmp_path, *names)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        listening = receiver.server.socket
        receiver.server.socket = context.wrap_socket(listening, server_side=True)
        monkeypatch.setattr(calling, "trust", lambda: ssl.create_default_context(cafile=path))
        return f"https://{NAME}:{receiver.server.server_port}/"

    resolve = socket.getaddrinfo

    def getaddrinfo(host, port, *options, **named):
        return resolve("127.0.0.1" if host == NAME else host, port, *options, **named)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return show


def test_who_shows_the_certificate_of_the_name_is_told(secured, receiver):
    assert posted(secured(NAME)).status == 204
    assert len(receiver.requests) == 1


@pytest.mark.parametrize("names", [["autre.exemple.be"], ["127.0.0.1"]])
def test_who_shows_another_certificate_is_told_nothing(secured, receiver, names):
    url = secured(*names)
    with pytest.raises(NoAnswer, match="ConnectError"):
        posted(url)
    assert receiver.requests == []


def test_who_shows_a_certificate_that_nobody_vouches_for_is_told_nothing(secured, monkeypatch, receiver):
    url = secured(NAME)
    monkeypatch.setattr(calling, "trust", ssl.create_default_context)
    with pytest.raises(NoAnswer, match="ConnectError"):
        posted(url)
    assert receiver.requests == []
