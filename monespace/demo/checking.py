"""``manage.py check_all``: everything that can be said about the code without running its tests."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from base64 import urlsafe_b64encode
from pathlib import Path

from monespace.demo.certificates import write_certificate
from monespace.demo.environment import CHECKOUT
from monespace.demo.places import passing_folder
from monespace.demo.servers import Postgres
from monespace.demo.translations import compile_catalogues

MANAGE = [sys.executable, str(CHECKOUT / "manage.py")]


def module(name: str, *arguments: str) -> list[str]:
    """Return the command that runs a tool of the environment."""
    return [sys.executable, "-m", name, *arguments]


CHECKS = {
    "format": module("ruff", "format", "--check", "."),
    "lint": module("ruff", "check", "."),
    "types": module("mypy"),
    "imports": [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
    "templates": [str(Path(sys.executable).parent / "djlint"), "templates", "--lint", "--quiet"],
    "translations": [*MANAGE, "catalogues"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "deployment": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
    "démarches": [
        *MANAGE,
        "check_demarche",
        "--strict",
        *map(str, sorted((CHECKOUT / "dossiers/definitions").glob("*.yaml"))),
    ],
}


def main(arguments: list[str]) -> int:
    """Run the checks named in ``arguments`` (default: all); return 1 when one failed."""
    if unknown := [name for name in arguments if name not in CHECKS]:
        print(
            f"No check is called {', '.join(unknown)}. The checks are: {', '.join(CHECKS)}.", file=sys.stderr
        )
        return 1
    compile_catalogues()
    with (
        passing_folder("monespace-checks-") as folder,
        Postgres(folder / "postgres", durable=False) as postgres,
    ):
        environment = {**os.environ, **production_like(folder, postgres.url)}
        results = [check(name, environment) for name in arguments or CHECKS]
    return 0 if all(results) else 1


def check(name: str, environment: dict[str, str]) -> bool:
    """Run one check; print what it said only when it failed."""
    started = time.monotonic()
    done = subprocess.run(
        CHECKS[name], cwd=CHECKOUT, env=environment, check=False, text=True, capture_output=True
    )
    good = done.returncode == 0
    print(f"{'ok    ' if good else 'FAILED'} {name:<14} {time.monotonic() - started:5.1f} s", flush=True)
    if not good:
        print(done.stdout[-8000:] + done.stderr[-8000:], flush=True)
    return good


OFF = (
    *(
        f"EBOX_{name}"
        for name in ("URL", "TOKEN_URL", "CLIENT", "KEY", "SENDER", "APPLICATION", "MESSAGE_TYPE")
    ),
    *(f"DROP_S3_{name}" for name in ("URL", "KEY", "SECRET")),
)
"""Off in production until it is set; the demo, whose environment may stand around, has it."""


def production_like(folder: Path, database_url: str) -> dict[str, str]:
    """Return an environment as strict as production's, with throw-away secrets."""

    def key() -> str:
        return urlsafe_b64encode(secrets.token_bytes(32)).decode()

    for name in ("sp", "seal"):
        write_certificate(folder / f"{name}.crt", folder / f"{name}.key", "check")
    return {
        "DJANGO_SETTINGS_MODULE": "monespace.settings",
        "DEMO": "",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "SITE_URL": "https://monespace.example",
        "ALLOWED_HOSTS": "monespace.example",
        "DATABASE_URL": database_url,
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "FIELD_KEYS": f"index:{key()},first:{key()}",
        "SAML_IDP_METADATA": "https://idp.example/metadata.xml",
        "SAML_SP_ENTITY_ID": "https://monespace.example",
        "SAML_SP_CERT": str(folder / "sp.crt"),
        "SAML_SP_KEY": str(folder / "sp.key"),
        "SEAL_CERT": str(folder / "seal.crt"),
        "SEAL_KEY": str(folder / "seal.key"),
        "EMAIL_URL": "smtp://127.0.0.1:25",
        "CLAMD_URL": "tcp://127.0.0.1:3310",
        "MEDIA_URL": (folder / "media").as_uri(),
        "BACKOFFICE_URL": "https://backoffice.example/dossiers/",
        "BCE_URL": "https://bce.example/",
        "BACKOFFICE_SECRET": secrets.token_urlsafe(40),
        **dict.fromkeys(OFF, ""),
    }
