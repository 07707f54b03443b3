"""``manage.py test``: every test, browser tests included; sees to it that there is a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from monespace.demo.environment import CHECKOUT
from monespace.demo.translations import compile_catalogues

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = "MON_ESPACE_CHROMIUM"


def main(arguments: list[str]) -> int:
    """Run pytest on ``arguments`` (default: everything) and return its exit code."""
    compile_catalogues()
    browser = find_browser() or install_browser()
    if browser is None:
        problem = "No Chromium could be had: the browser tests cannot run."
        if os.environ.get("CI") == "true":
            print(problem, file=sys.stderr)
            return 1
        print(f"*** {problem} Everything else does. ***", file=sys.stderr, flush=True)
    environment = {**os.environ, **({CHROMIUM: browser} if browser else {})}
    processes = [] if any(argument.startswith("-n") for argument in arguments) else ["-n", "auto"]
    command = [sys.executable, "-m", "pytest", *processes, *(arguments or ["tests"])]
    return subprocess.run(command, cwd=CHECKOUT, env=environment, check=False).returncode


def find_browser() -> str | None:
    """Return the path of a Chromium: on PATH, or the one Playwright has."""
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
        subprocess.run([apt, "install", "-y", "-qq", "chromium"], check=False, stdout=subprocess.DEVNULL)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return find_browser()
