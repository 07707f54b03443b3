"""The environment of the demo and the tests: secrets made once per data folder, all marked as demo values."""

from __future__ import annotations

import base64
import json
import secrets
from pathlib import Path

from monespace.demo.certificates import write_certificate

CHECKOUT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
SIMULATORS_HOST = "localhost"
CERTIFICATES = {"sp": 365, "fas": 365, "seal": 1095, "ebox": 365}  # and the days that each lasts


def _key() -> str:
    return base64.urlsafe_b64encode(b"demo" + secrets.token_bytes(28)).decode()


def make_secrets(folder: Path) -> dict[str, str]:
    """Return the secrets kept in ``folder``; make them on first use."""
    kept = folder / "secrets.json"
    if not kept.exists():
        values = {
            "SECRET_KEY": f"demo-{secrets.token_urlsafe(60)}",
            "FIELD_KEYS": f"index:{_key()},demo-1:{_key()}",
            "BACKOFFICE_SECRET": f"demo-{secrets.token_urlsafe(40)}",
        }
        kept.write_text(json.dumps(values))
        kept.chmod(0o600)
    for name, days in CERTIFICATES.items():
        if not (folder / f"{name}.key").exists():
            write_certificate(folder / f"{name}.crt", folder / f"{name}.key", name, days=days)
    return json.loads(kept.read_text())


def build_environment(
    folder: Path, *, port: int, database_url: str, redis_url: str, smtp_port: int, clamd_port: int
) -> dict[str, str]:
    """Return every variable the portal and the simulators need to run from ``folder`` on ``port``."""
    site = f"http://{HOST}:{port}"
    simulators = f"http://{SIMULATORS_HOST}:{port + 1}"
    media = folder / "media"
    static = folder / "static"
    for owned in (media, static):
        owned.mkdir(parents=True, exist_ok=True)
    values = make_secrets(folder)
    return {
        **values,
        "DJANGO_SETTINGS_MODULE": "monespace.settings",
        "DEMO": "1",
        "SITE_URL": site,
        "ALLOWED_HOSTS": f"{HOST},localhost,testserver",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SAML_IDP_METADATA": f"{simulators}/fas/metadata/",
        "SAML_SP_ENTITY_ID": f"{site}/accounts/saml/fas/metadata/",
        "SAML_SP_CERT": str(folder / "sp.crt"),
        "SAML_SP_KEY": str(folder / "sp.key"),
        "SEAL_CERT": str(folder / "seal.crt"),
        "SEAL_KEY": str(folder / "seal.key"),
        "EMAIL_URL": f"smtp://{HOST}:{smtp_port}",
        "CLAMD_URL": f"tcp://{HOST}:{clamd_port}",
        "MEDIA_URL": media.as_uri(),
        "TRUSTED_PROXY_COUNT": "0",
        "METRICS_NETWORKS": "127.0.0.0/8",
        "STATIC_ROOT": str(static),
        "BACKOFFICE_URL": f"{simulators}/backoffice/dossiers/",
        "BCE_URL": f"{simulators}/bce/",
        "EBOX_URL": f"{simulators}/ebox/",
        "EBOX_TOKEN_URL": f"{simulators}/ebox/oauth/v5/token",
        "EBOX_CLIENT": "demo:mon-espace:ebox:client",
        "EBOX_KEY": str(folder / "ebox.key"),
        "EBOX_SENDER": "0316381138",
        "EBOX_APPLICATION": "mon-espace",
        "EBOX_MESSAGE_TYPE": "DECISION",
        "DROP_S3_URL": f"{simulators}/s3/depot/",
        "DROP_S3_KEY": "demo",
        "DROP_S3_SECRET": values["BACKOFFICE_SECRET"],
        "SIMULATORS_URL": simulators,
        "SIMULATORS_EBOX_CERT": str(folder / "ebox.crt"),
        "SIMULATORS_PORTAL_URL": site,
        "SIMULATORS_FAS_CERT": str(folder / "fas.crt"),
        "SIMULATORS_FAS_KEY": str(folder / "fas.key"),
        "SIMULATORS_SMTP_PORT": str(smtp_port),
        "SIMULATORS_CLAMD_PORT": str(clamd_port),
        "SIMULATORS_SECRET": values["BACKOFFICE_SECRET"],
    }
