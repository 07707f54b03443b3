"""Start-up checks: a portal that could not keep its promises says so and does not start."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Advice
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from django.db import connection

from monespace.common.crypto import key_ring
from monespace.common.key_pairs import Unusable, key_of
from monespace.outbox.routes import handlers


@register("monespace")
def database_is_postgresql(**_options: Any) -> list[CheckMessage]:
    """Refuse a database that does not know triggers, partial indexes and SKIP LOCKED as we use them."""
    if connection.vendor == "postgresql":
        return []
    return [Error("The portal runs on PostgreSQL only.", hint="See DATABASE_URL.", id="monespace.E001")]


@register("monespace")
def key_ring_is_readable(**_options: Any) -> list[CheckMessage]:
    """Notice a wrong ring now, not when the first person signs in."""
    try:
        key_ring()
    except ImproperlyConfigured as problem:
        return [Error(str(problem), id="monespace.E002")]
    return []


@register("monespace")
def folders_can_be_written(**_options: Any) -> list[CheckMessage]:
    """Refuse a folder for documents, parcels, or what is on its way, that this process cannot write to."""
    found: list[CheckMessage] = []
    media = Path(default_storage.path(""))
    there = next(folder for folder in (media, *media.parents) if folder.exists())
    if not (there.is_dir() and os.access(there, os.W_OK | os.X_OK)):
        problem = f"MEDIA_URL names a folder where the user {os.getuid()}, who runs the portal, cannot write."
        found.append(Error(problem, hint=f"chown {os.getuid()} that folder.", id="monespace.E005"))
    drop = Path(settings.DROP_FOLDER)
    if settings.DROP_FOLDER and not (drop.is_dir() and os.access(drop, os.W_OK | os.X_OK)):
        problem = f"DROP_FOLDER is no folder in which the user {os.getuid()}, who runs the portal, can write."
        found.append(Error(problem, hint=f"mkdir it, and chown {os.getuid()} it.", id="monespace.E011"))
    try:
        tempfile.gettempdir()
    except FileNotFoundError:
        problem = "No folder for temporary files can be written to."
        found.append(Error(problem, hint="Name one in TMPDIR.", id="monespace.E006"))
    return found


@register("monespace")
def ebox_key_is_usable(**_options: Any) -> list[CheckMessage]:
    """Refuse a key by which the e-Box would not let the portal in, where it is to send there."""
    try:
        if settings.EBOX_URL:
            key_of("EBOX_KEY")
    except Unusable as problem:
        return [Error(str(problem), hint="See README.md, EBOX_KEY.", id="monespace.E012")]
    return []


@register("monespace")
def mails_have_their_handler(**_options: Any) -> list[CheckMessage]:
    """Notice that handlers were not collected: their messages would wait for ever."""
    if "mail.send" in handlers:
        return []
    return [
        Error(
            "No outbox handler was collected.",
            hint="monespace.outbox must be in INSTALLED_APPS.",
            id="monespace.E003",
        )
    ]


@register("monespace")
def lease_outlasts_the_longest_task(**_options: Any) -> list[CheckMessage]:
    """Warn that a message whose lease ends before its task may run twice at once."""
    if settings.OUTBOX_LEASE_SECONDS > settings.CELERY_TASK_TIME_LIMIT:
        return []
    return [
        Advice(
            "OUTBOX_LEASE_SECONDS is not longer than CELERY_TASK_TIME_LIMIT.",
            hint="Give the lease more time than the longest task.",
            id="monespace.W004",
        )
    ]
