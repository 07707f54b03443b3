"""Reads every environment variable at once, and reports everything that is missing or weak in one error."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from monespace.common.crypto import read_key_ring
from monespace.settings import values

if TYPE_CHECKING:
    from collections.abc import Mapping

DEMO_MARK = "demo-"
HTTPS_ONLY = ("SITE_URL", "SAML_IDP_METADATA", "EBOX_URL", "EBOX_TOKEN_URL", "DROP_S3_URL")


@dataclass(frozen=True)
class Variable:
    """One setting: its name, what it is for, default, what makes it weak, what it must look like."""

    help: str
    default: str | None = None
    min_length: int = 0
    secret: bool = False
    check: values.Check | None = None


def variable(help_text: str, **kwargs: object) -> str:
    """Declare a variable as a dataclass field whose metadata documents it."""
    return field(metadata={"variable": Variable(help_text, **kwargs)})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Environment:
    """The settings the portal reads; the README's table is generated from here."""

    SECRET_KEY: str = variable(
        "Signs sessions and tokens; at least 50 characters.", min_length=50, secret=True
    )
    SITE_URL: str = variable(
        "The portal's own address, as people see it, without a final slash.", check=values.site
    )
    ALLOWED_HOSTS: str = variable("Host names served, separated by commas.", check=values.hosts)
    DATABASE_URL: str = variable(
        "PostgreSQL: `postgres://user:password@host:5432/name`.", check=values.database
    )
    REDIS_URL: str = variable("Redis, for Celery and rate limits: `redis://host:6379/0`.", check=values.redis)
    FIELD_KEYS: str = variable(
        "Key ring for personal data at rest: `index:<key>,<name>:<key>,…`; "
        "keys are 32 random bytes in URL-safe base64; "
        "the first named key encrypts, the others only decrypt; `index-other` is for changing the index key.",
        min_length=80,
        secret=True,
    )
    SAML_IDP_METADATA: str = variable(
        "Metadata of the identity provider: a path or an https address.", check=values.metadata
    )
    SAML_IDP_ENTITY_ID: str = variable(
        "Name that the identity provider must have; needed when its metadata describes several.",
        default="",
        check=values.entity_id,
    )
    SAML_IDP_METADATA_CERT: str = variable(
        "Path of the certificates (PEM), one of which must have signed that metadata.", default=""
    )
    SAML_SP_ENTITY_ID: str = variable("Our name at the identity provider.", check=values.entity_id)
    SAML_SP_CERT: str = variable("Path of our certificate (PEM).")
    SAML_SP_KEY: str = variable("Path of our private key (PEM).")
    SAML_SP_NEXT_CERT: str = variable(
        "Path of a second certificate of ours: published and accepted too, during a roll-over.", default=""
    )
    SAML_SP_NEXT_KEY: str = variable("Path of the second certificate's private key.", default="")
    SEAL_CERT: str = variable(
        "Path of the certificate of our seal (PEM); those before it follow it in the same file."
    )
    SEAL_KEY: str = variable(
        "Path of the private key that seals receipts, decisions and the journal (PEM, RSA)."
    )
    EMAIL_URL: str = variable(
        "SMTP server: `smtp://user:password@host:25` or `submission://…`.",
        check=values.address("smtp", "submission", "smtps", "smtp+tls", "smtp+ssl"),
    )
    CLAMD_URL: str = variable("Virus scanner: `tcp://host:3310`.", check=values.host_with_port("tcp"))
    MEDIA_URL: str = variable("Folder where documents are kept: `file:///path`.", check=values.folder_address)
    BACKOFFICE_URL: str = variable("Address that receives submitted dossiers.", check=values.web_address)
    BACKOFFICE_SECRET: str = variable(
        "Shared secret that signs deliveries; at least 32 characters.", min_length=32, secret=True
    )
    BACKOFFICE_NEXT_SECRET: str = variable(
        "A second secret that signs deliveries too (`webhook-signature`), while one takes over.",
        default="",
        min_length=32,
        secret=True,
    )
    DROP_FOLDER: str = variable(
        "Folder of the parcels that services collect (gateway `folder`), one folder for each service.",
        default="",
        check=values.folder,
    )
    DROP_S3_URL: str = variable(
        "Object store (S3) of the parcels that services collect (gateway `s3`): bucket, with a final slash.",
        default="",
        check=values.web_folder,
    )
    DROP_S3_REGION: str = variable("Region of that store, as its signatures name it.", default="us-east-1")
    DROP_S3_KEY: str = variable("Access key of that store; needed with `DROP_S3_URL`.", default="")
    DROP_S3_SECRET: str = variable(
        "Secret of that key; needed with `DROP_S3_URL`.", default="", min_length=16, secret=True
    )
    BCE_URL: str = variable(
        "Address of the authentic source of representatives, with a final slash: docs/representatives.md.",
        check=values.web_folder,
    )
    EBOX_URL: str = variable(
        "Address of the federal e-Box that also gets decisions, with a final slash; empty: none gets any.",
        default="",
        check=values.web_folder,
    )
    EBOX_TOKEN_URL: str = variable(
        "Address that grants the e-Box's tokens; this and the next five are needed with `EBOX_URL`.",
        default="",
        check=values.web_address,
    )
    EBOX_CLIENT: str = variable("Our name there, as its integration team gave it.", default="")
    EBOX_KEY: str = variable("Path of the private key that proves it (PEM, RSA).", default="")
    EBOX_SENDER: str = variable(
        "BCE number of the organisation that sends: ten digits.", default="", check=values.bce_number
    )
    EBOX_APPLICATION: str = variable("`senderApplicationId` of our messages.", default="")
    EBOX_MESSAGE_TYPE: str = variable("`messageTypeId` of our messages.", default="")
    STATIC_ROOT: str = variable("Folder of the collected static files.", default="staticfiles")
    LOG_LEVEL: str = variable(
        "Least severe level logged.", default="INFO", check=values.one_of(*values.LEVELS)
    )
    METRICS_NETWORKS: str = variable(
        "Networks that may read `/metrics`, directly and not through the proxy: `10.0.0.0/8,…`.",
        default="",
        check=values.networks,
    )
    TRUSTED_PROXY_COUNT: str = variable(
        "How many proxies stand in front, each adding to `X-Forwarded-For`; `0`: people reach us directly.",
        default="1",
        check=values.whole_number(0, 10),
    )
    CLEANING_PLACES: str = variable(
        "How many added files are judged at once on this machine, each with one processor and up to 640 MB.",
        default="2",
        check=values.whole_number(1, 99),
    )
    WEB_CONCURRENCY: str = variable("How many web processes.", default="2", check=values.whole_number(1, 64))
    WEB_THREADS: str = variable(
        "How many threads each of them has.", default="9", check=values.whole_number(1, 64)
    )
    DEMO: str = variable(
        "`1` in the demo and the tests only: allows demo keys.", default="", check=values.one_of("1")
    )
    HELPDESK_PHONE: str = variable(
        "Telephone number of the helpdesk.", default="078 79 01 02", check=values.phone
    )
    HELPDESK_EMAIL: str = variable(
        "Address of the helpdesk.", default="adideenligne@wallonie.be", check=values.mail_address
    )

    @property
    def is_demo(self) -> bool:
        """Whether this process runs the demo or the tests."""
        return self.DEMO == "1"


def variables() -> dict[str, Variable]:
    """Every variable by name, in the order of the documentation."""
    return {f.name: f.metadata["variable"] for f in fields(Environment)}


def problems_of(environ: Mapping[str, str]) -> list[str]:
    """Say everything that is wrong with ``environ``: missing, too short or meant for the demo."""
    problems = []
    demo = environ.get("DEMO") == "1"
    for name, spec in variables().items():
        value = environ.get(name) or spec.default
        if value is None:
            problems.append(f"{name} is missing. {spec.help}")
        elif value and (fault := values.fault_of(value, spec.check)):
            problems.append(f"{name} {fault}. {spec.help}")
        elif value and len(value) < spec.min_length:
            problems.append(f"{name} is too short. {spec.help}")
        elif spec.secret and not demo and DEMO_MARK in value:
            problems.append(f"{name} is a demo value. {spec.help}")
    problems += _ring_problems(environ.get("FIELD_KEYS", ""), demo=demo)
    if bool(environ.get("SAML_SP_NEXT_CERT")) != bool(environ.get("SAML_SP_NEXT_KEY")):
        problems.append("SAML_SP_NEXT_CERT and SAML_SP_NEXT_KEY go together: give both or neither.")
    problems += _group_problems("EBOX_", environ) + _group_problems("DROP_S3_", environ)
    if not demo:
        plain = [name for name in HTTPS_ONLY if environ.get(name, "").lower().startswith("http:")]
        problems += [f"{name} must start with https:// outside the demo." for name in plain]
    return problems or _host_problems(environ)


def _host_problems(environ: Mapping[str, str]) -> list[str]:
    """Say whether the portal would refuse to be called by its own name."""
    own = urlsplit(environ["SITE_URL"]).hostname or ""
    allowed = [name.strip().strip("[]").lower() for name in environ["ALLOWED_HOSTS"].split(",")]
    if any(name in {"*", own} or (name[0] == "." and f".{own}".endswith(name)) for name in allowed):
        return []
    return ["ALLOWED_HOSTS does not hold the host of SITE_URL: every page would be refused. Add it."]


def _group_problems(prefix: str, environ: Mapping[str, str]) -> list[str]:
    """Say which variables lack of those that go together, once one of them is given."""
    group = [name for name, spec in variables().items() if name.startswith(prefix) and spec.default == ""]
    if not any(environ.get(name) for name in group):
        return []
    lacking = [name for name in group if not environ.get(name)]
    return [f"{name} is missing: the variables {prefix} go together." for name in lacking]


def _ring_problems(text: str, *, demo: bool) -> list[str]:
    """Say what is wrong with the key ring; keys of the demo are known by what they decode to."""
    if not text:
        return []
    try:
        keys = read_key_ring(text).all_keys
    except ImproperlyConfigured as problem:
        return [str(problem)]
    if not demo and any(key.isascii() or key.startswith(b"demo") for key in keys):
        return ["FIELD_KEYS holds a demo value, or text instead of random bytes. Draw each key at random."]
    return []


def read(environ: Mapping[str, str] = os.environ) -> Environment:
    """Return the settings, or raise ``ImproperlyConfigured`` naming every problem at once."""
    problems = problems_of(environ)
    if problems:
        raise ImproperlyConfigured(
            "The environment is not complete:\n" + "\n".join(f"  - {p}" for p in problems)
        )
    return Environment(
        **{name: environ.get(name) or spec.default or "" for name, spec in variables().items()}
    )


env = read()
