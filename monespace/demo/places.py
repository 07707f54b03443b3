"""Where the embedded servers may live: folders that their own, unprivileged user can enter."""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

OUTSIDE_HOMES = Path("/var/lib/monespace")  # root's own state: no cleaning of temporary files empties it
LONGEST_TEMPORARY = 107 - len("/monespace-0123456789/.s.PGSQL.5432")  # Linux: a socket's path has 107 bytes


class StartError(RuntimeError):
    """The demo or one of its servers could not start; the message says what to do, or ends a log."""


def server_user() -> str | None:
    """Return the unprivileged user that servers run as when we are root (PostgreSQL refuses root)."""
    return "nobody" if os.geteuid() == 0 else None


def can_reach(path: Path) -> bool:
    """Whether the servers' user can traverse to ``path`` (root's home is usually closed to it)."""
    test = ["/bin/sh", "-c", 'test -x "$0"', str(path)]
    return subprocess.run(test, user=server_user(), cwd="/", check=False).returncode == 0


def open_folder(path: Path) -> Path:
    """Create ``path`` if needed, for its owner to write and anybody to traverse, whatever the umask."""
    try:
        path.mkdir(exist_ok=True)
        path.chmod(0o711)
    except OSError as error:
        raise StartError(f"{path} cannot be used as a folder: {error.strerror}.") from None
    return path


def reachable_folder(wanted: Path) -> Path:
    """Return ``wanted``, or a folder outside closed homes when the servers' user cannot get there."""
    try:
        wanted.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StartError(f"{wanted} cannot be used as a folder: {error.strerror}.") from None
    open_folder(wanted)
    if can_reach(wanted):
        return wanted
    name = hashlib.sha256(str(wanted.resolve()).encode()).hexdigest()[:12]
    return open_folder(open_folder(OUTSIDE_HOMES) / name)


@contextmanager
def passing_folder(prefix: str) -> Iterator[Path]:
    """Give a folder that the servers' user can reach, gone afterwards."""
    wanted = Path(tempfile.mkdtemp(prefix=prefix))
    folder = reachable_folder(wanted)
    try:
        yield folder
    finally:
        for leftover in {wanted, folder}:
            shutil.rmtree(leftover, ignore_errors=True)


def owned_folder(path: Path) -> Path:
    """Create ``path`` for the servers' user only; raise StartError when it is somebody else's."""
    user = server_user()
    owner = pwd.getpwnam(user).pw_uid if user else os.geteuid()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.is_symlink() or path.stat().st_uid not in {owner, os.geteuid()}:
        raise StartError(f"{path} belongs to someone else. Remove it, or choose another folder with --data.")
    if user:
        os.chown(path, owner, pwd.getpwnam(user).pw_gid)
    return path


def socket_folder(data: Path) -> Path:
    """Return a short path for the sockets of ``data``, always the same; TMPDIR may be closed or too long."""
    name = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:10]
    temporary = Path(tempfile.gettempdir())
    if server_user() or len(os.fsencode(temporary)) > LONGEST_TEMPORARY:
        temporary = Path("/tmp")  # noqa: S108 - owned_folder refuses a folder that is somebody else's
    return temporary / f"monespace-{name}"
