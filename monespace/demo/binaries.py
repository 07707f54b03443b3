"""The servers' executables: those of the wheels, or a copy where the servers' user can reach it."""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import shutil
from contextlib import contextmanager
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

from monespace.demo import places
from monespace.demo.places import StartError, can_reach, open_folder

if TYPE_CHECKING:
    from collections.abc import Iterator


def within_reach(package: str, executable: str) -> Path:
    """Return a path of a wheel's ``executable`` (relative to ``package``) that the servers' user can run."""
    wheel = wheel_folder(package)
    if can_reach(wheel / executable):
        return wheel / executable
    return copied(package, wheel) / package / executable


def wheel_folder(package: str) -> Path:
    """Return where a wheel was installed, without importing it (both launchers do more than we want)."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise StartError(f"{package} is not installed: it is a development dependency.")
    return Path(spec.origin).parent


def copied(package: str, wheel: Path) -> Path:
    """Return a folder outside closed homes that holds the whole wheel, with its shared libraries beside it.

    There is one for each content of the wheel. It has its name only once it is complete.
    """
    store = open_folder(open_folder(places.OUTSIDE_HOMES) / "servers")
    record = distribution(package).read_text("RECORD") or ""
    copy = store / f"{package}-{hashlib.sha256(record.encode()).hexdigest()[:12]}"
    with _one_at_a_time(store):
        if not copy.exists():
            begun = store / "begun"
            shutil.rmtree(begun, ignore_errors=True)
            try:
                for tree in (wheel, wheel.with_name(f"{package}.libs")):
                    if tree.exists():
                        shutil.copytree(tree, begun / tree.name, symlinks=True, copy_function=_copy)
            except (OSError, shutil.Error) as error:
                shutil.rmtree(begun, ignore_errors=True)
                raise StartError(f"The servers could not be copied to {store}: {_reason(error)}.") from None
            for folder in (begun, *(path for path in begun.rglob("*") if path.is_dir())):
                folder.chmod(0o755)
            os.sync()  # complete on the disk too before it is called complete
            begun.rename(copy)
    return copy


@contextmanager
def _one_at_a_time(store: Path) -> Iterator[None]:
    with (store / "lock").open("w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        yield


def _copy(source: str, target: str) -> None:
    """Copy a file for everybody to read and run: the umask it was installed under may have closed it."""
    shutil.copyfile(source, target)
    Path(target).chmod(0o755)


def _reason(error: OSError) -> str:
    """Return what went wrong with the first file that could not be copied."""
    several = error.args[0]
    return several[0][2] if isinstance(several, list) else str(error.strerror)
