"""Certificates and keys that cannot be used are refused at the start, by their setting, with their mend."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.checks import ERROR, WARNING, run_checks
from django.utils import timezone

from tests.support.certificates import write_drawn_certificate


def said(level: int) -> list[str]:
    return [message.msg for message in run_checks(tags=["monespace"]) if message.level == level]


@pytest.fixture
def pair(settings, tmp_path):
    """A pair of ours, and the next one, beside each other."""
    for name in ("CERT", "NEXT_CERT"):
        path = tmp_path / f"{name}.crt"
        write_drawn_certificate(path, path.with_suffix(".key"), name)
        setattr(settings, f"SAML_SP_{name}", str(path))
        setattr(settings, f"SAML_SP_{name.replace('CERT', 'KEY')}", str(path.with_suffix(".key")))
    return tmp_path


NAMES = ("SAML_SP_CERT", "SAML_SP_KEY", "SAML_SP_NEXT_CERT", "SAML_SP_NEXT_KEY")


@pytest.mark.usefixtures("pair")
def test_pairs_that_can_be_used_are_taken():
    """They are the same in each test below, which spoils one of their files."""
    assert said(ERROR) == said(WARNING) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("content", [b"", b"nonsense", b"-----BEGIN CERTIFICATE-----\n", b"\xff\x00"])
def test_a_file_of_another_sort_is_named(settings, pair, name, content):
    Path(getattr(settings, name)).write_bytes(content)
    (problem,) = said(ERROR)
    assert problem.startswith(f"{name} is not a ")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("where", ["/nowhere.pem", "/", "a\x00b", "/" + "a" * 5000])
def test_a_path_that_leads_to_no_file_is_named(settings, pair, name, where):
    setattr(settings, name, where)
    (problem,) = said(ERROR)
    assert problem.startswith(f"{name} ")


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_another_owner_is_named_with_the_owner_it_needs(settings, pair, name, monkeypatch):
    closed, read = getattr(settings, name), Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if str(path) == closed:
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    monkeypatch.setattr("monespace.common.key_pairs.os.getuid", lambda: 10001)
    (problem,) = said(ERROR)
    assert problem.startswith(f"{name} cannot be read by the user 10001")
    assert "chown 10001" in problem


def test_the_key_of_another_certificate_is_named(settings, pair):
    settings.SAML_SP_KEY, settings.SAML_SP_NEXT_KEY = settings.SAML_SP_NEXT_KEY, settings.SAML_SP_KEY
    assert [problem.split(":")[0] for problem in said(ERROR)] == [
        "SAML_SP_KEY is not the key of SAML_SP_CERT",
        "SAML_SP_NEXT_KEY is not the key of SAML_SP_NEXT_CERT",
    ]


def test_a_key_that_is_not_rsa_is_named(settings, pair):
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    Path(settings.SAML_SP_KEY).write_bytes(pem)
    assert said(ERROR) == ["SAML_SP_KEY is not an RSA key."]


def test_a_certificate_that_has_ended_is_said_and_one_that_has_not_begun_too(settings, pair, monkeypatch):
    write_drawn_certificate(Path(settings.SAML_SP_CERT), Path(settings.SAML_SP_KEY), "ended", days=-1 + 0)
    assert any("SAML_SP_CERT has ended" in problem for problem in said(WARNING))
    early = timezone.now() - timezone.timedelta(days=30)
    monkeypatch.setattr("accounts.saml.checks.timezone.now", lambda: early)
    assert any("SAML_SP_NEXT_CERT is not yet valid" in problem for problem in said(WARNING))


@pytest.mark.parametrize("content", [None, b"", b"<nonsense/>"])
def test_metadata_that_cannot_be_read_are_a_warning(settings, pair, content):
    path = pair / "idp.xml"
    if content is not None:
        path.write_bytes(content)
    settings.SAML_IDP_METADATA = str(path)
    assert said(ERROR) == []
    assert any(problem.startswith("SAML_IDP_METADATA") for problem in said(WARNING))


@pytest.mark.django_db
def test_ready_says_what_start_up_would_and_no_path(settings, pair, client):
    assert client.get("/healthz/ready").status_code == 200
    settings.SAML_SP_KEY = "/nowhere.pem"
    answer = client.get("/healthz/ready")
    assert (answer.status_code, answer.json()["configuration"]) == (503, ["accounts_saml.E001"])
    assert "nowhere" not in answer.text


def test_a_folder_where_documents_cannot_be_written_is_named(settings, pair, monkeypatch):
    monkeypatch.setattr("monespace.checks.os.access", lambda *_: False)
    (problem,) = said(ERROR)
    assert problem.startswith("MEDIA_URL ")
