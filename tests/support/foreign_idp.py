"""Installs and starts an identity provider that was not written here: nothing of it is in this repository."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from monespace.demo.servers import die_with_parent
from tests.support import plain_http

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES = ["samlp@8.0.0", "express@4.21.2"]
SCRIPT = Path(__file__).with_suffix(".mjs")
INSTALL_SECONDS, START_SECONDS = 90, 90


class CannotInstall(Exception):
    """Node or the packages cannot be had on this machine; the message says which."""


def installed() -> Path:
    """Return the folder of the packages: installed once for this user, outside the checkout."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise CannotInstall("node and npm are not on this machine")
    folder = Path(tempfile.gettempdir()) / f"monespace-foreign-idp-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise CannotInstall(f"{folder} belongs to somebody else")
    finished = folder / "installed.txt"
    if finished.exists() and finished.read_text() == " ".join(PACKAGES):
        return folder
    command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=0", *PACKAGES]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=INSTALL_SECONDS)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise CannotInstall(f"npm could not install {' and '.join(PACKAGES)}") from error
    finished.write_text(" ".join(PACKAGES))
    return folder


def run(folder: Path, **options: object) -> Iterator[str]:
    """Start it with its own ``options``, yield its address, and end it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = folder / "options.json"
    settings.write_text(json.dumps({"installed": str(installed()), "port": port, **options}))
    node = shutil.which("node") or "node"
    with (folder / "errors.txt").open("wb") as errors:
        command = [node, str(SCRIPT), str(settings)]
        process = subprocess.Popen(command, stdout=errors, stderr=errors, preexec_fn=die_with_parent)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process, folder / "errors.txt")
        yield address
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def _wait(address: str, process: subprocess.Popen[bytes], errors: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            plain_http.get(f"{address}/both/metadata").raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"the foreign identity provider did not start: {errors.read_text()[-1000:]}")
