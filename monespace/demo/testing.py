"""``manage.py test``: every test, browser tests included; sees to it that there is a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from monespace.demo.environment import CHECKOUT
from monespace.demo.translations import compile_catalogues

SHELL = "chromium-headless-shell"  # Chromium without windows: two thirds of the work for the same pages
BROWSERS = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = "MON_ESPACE_CHROMIUM"
BYTECODE = ".testing/bytecode"
FEW_FILES = 6
# A third of their time tests wait: for PostgreSQL, browsers and processes of their own.
PROCESSES_PER_CORE = 1.5


def main(arguments: list[str]) -> int:  # noqa: RET503 - ends as pytest
    """Become pytest on ``arguments`` (default: everything); return only when that is not possible.

    Nothing stands between the caller and pytest: whoever ends the one has ended the other.
    """
    compile_catalogues()
    browser = find_browser() or install_browser()
    if browser is None:
        problem = "No Chromium could be had: the browser tests cannot run."
        if os.environ.get("CI") == "true":
            print(problem, file=sys.stderr)
            return 1
        print(f"*** {problem} Everything else does. ***", file=sys.stderr, flush=True)
    else:
        os.environ[CHROMIUM] = browser
    os.chdir(CHECKOUT)
    keep_bytecode()
    command = [sys.executable, "-m", "pytest", *options_for(arguments), *(arguments or ["tests"])]
    os.execv(sys.executable, command)  # noqa: S606 - our own command


def keep_bytecode() -> None:
    """Let each process of the tests find compiled what another one has compiled, beside no source.

    Where Python is told to write none, each of some hundred processes would compile Django and the portal.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(CHECKOUT / BYTECODE)


def options_for(arguments: list[str]) -> list[str]:
    """Return what pytest is told beside ``arguments``: the number of processes, and in CI what took long.

    A process costs as much as a few files of tests take.
    """
    durations = ["--durations=20"] if os.environ.get("CI") == "true" else []
    if any(argument.startswith("-n") for argument in arguments):
        return durations
    named = [CHECKOUT / argument.partition("::")[0] for argument in arguments]
    paths = [path for path in named if path.exists()]
    files = sum(1 if path.is_file() else len(list(path.rglob("test_*.py"))) for path in paths)
    return [f"-n{0 if paths and files <= FEW_FILES else processes_on(cores())}", *durations]


def processes_on(cores: int) -> int:
    """Return in how many processes many tests run on so many cores: one more than there are, at least."""
    return max(cores + 1, int(cores * PROCESSES_PER_CORE))


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def find_browser() -> str | None:
    """Return the path of a Chromium, of one without windows first: on PATH, or the one Playwright has."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    return found or playwright_browser()


def playwright_browser() -> str | None:
    """Return the Chromium that Playwright downloaded, if it did."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_browser() -> str | None:
    """Install Chromium: Debian's as root, else Playwright's own build."""
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        print("Installing Chromium…", flush=True)
        subprocess.run([apt, "update", "-qq"], check=False)
        for package in (SHELL, "chromium"):  # some have one only
            command = [apt, "install", "-y", "-qq", package]
            if not subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode:
                break
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return find_browser()
