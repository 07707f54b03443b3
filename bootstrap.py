"""Makes .venv and installs the pinned dependencies into it, with nothing but Python's standard library.

Never runs inside an image or another active environment: there, what is installed is what is used.
"""

import errno
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
LOCK = os.path.join(HERE, "requirements-dev.lock")
STAMP = os.path.join(VENV, "installed")
OLDEST = (3, 11)
MEGABYTE = 1 << 20
NEEDED = 700  # megabytes: what .venv takes
FULL = {errno.ENOSPC, errno.EDQUOT}
CLOSED = {errno.EROFS, errno.EACCES}


def ensure():
    """Return when the dependencies can be imported; set them up and start again in .venv when they cannot."""
    if sys.version_info < OLDEST:
        refuse(
            "Mon Espace needs Python %d.%d or newer; this is Python %d.%d." % (OLDEST + sys.version_info[:2]),
            "Install a newer Python and start again with it.",
        )
    if in_own_environment():
        if not is_installed():
            install()
            restart()
    elif in_other_environment():
        if importlib.util.find_spec("django") is None:
            refuse(
                "This Python environment (%s) does not hold the portal's dependencies." % sys.prefix,
                "Leave it (deactivate) and start again, or install requirements-dev.lock into it.",
            )
    else:
        if not is_installed():
            install()
        restart()


@contextmanager
def disk_said_plainly():
    """Stop with a sentence when the disk is full, or a folder may not be written."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL | CLOSED:
            raise
        refuse(
            "%s cannot be used: %s." % (error.filename or "A folder", error.strerror),
            "Make room on the disk."
            if error.errno in FULL
            else "Clone the portal into a folder of your own.",
        )


def in_own_environment():
    """Whether this is the Python of .venv."""
    return os.path.realpath(sys.prefix) == os.path.realpath(VENV)


def in_other_environment():
    """Whether someone else chose what is installed: a virtual environment, or an image."""
    return sys.prefix != sys.base_prefix or os.environ.get("MON_ESPACE_IMAGE") == "1"


def fingerprint():
    """Return what .venv must hold: the lock file's content and the Python it was made with."""
    with open(LOCK, "rb") as lock:
        content = lock.read()
    return hashlib.sha256(content + repr(sys.version_info[:2]).encode()).hexdigest()


def is_installed():
    """Whether .venv was completed from this very lock file."""
    try:
        with open(STAMP) as stamp:
            return stamp.read() == fingerprint()
    except OSError:
        return False


def install():
    """Make .venv and install the lock file into it; two set-ups at once wait for one another."""
    with open(os.path.join(HERE, ".venv.lock"), "w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        if is_installed():
            return
        started = time.monotonic()
        say("Setting up Mon Espace (first use, or new dependencies)…")
        make_environment()
        say("Installing the pinned dependencies…")
        run(installer(), "The dependencies could not be installed: ", likely_cause)
        with open(STAMP, "w") as stamp:
            stamp.write(fingerprint())
        say("Set up in %.0f s." % (time.monotonic() - started))


def make_environment():
    """Make .venv; as root on Debian, install the missing python3-venv first."""
    uv = shutil.which("uv")
    if uv:
        run(
            [uv, "venv", "--quiet", "--clear", "--seed", "--python", sys.executable, VENV],
            "uv could not make .venv.",
        )
        return
    if importlib.util.find_spec("ensurepip") is None:
        apt = shutil.which("apt-get")
        package = "python%d.%d-venv" % sys.version_info[:2]
        if apt is None or os.geteuid() != 0:
            refuse("This Python lacks the venv module.", "Run: sudo apt-get install -y " + package)
        say("Installing %s…" % package)
        subprocess.run([apt, "update", "-qq"], check=False)
        run([apt, "install", "-y", "-qq", package], "%s could not be installed." % package)
    run(
        [sys.executable, "-m", "venv", "--clear", VENV],
        "The virtual environment could not be made: ",
        likely_cause,
    )


def installer():
    """Return the installing command: uv when present, else pip; hashes checked, wheels only."""
    uv = shutil.which("uv")
    if uv:
        options = ["--quiet", "--python", PYTHON, "--no-deps", "--require-hashes", "--no-build"]
        return [uv, "pip", "install", *options, "-r", LOCK]
    options = [
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--require-hashes",
        "--only-binary",
        ":all:",
    ]
    return [PYTHON, "-m", "pip", "install", *options, "--no-compile", "-r", LOCK]


def likely_cause():
    """Return why an installation is likely to have failed: a full disk, or the registry."""
    for folder in (HERE, os.path.expanduser("~"), tempfile.gettempdir()):
        free = shutil.disk_usage(folder).free // MEGABYTE
        if free < NEEDED:
            return "only %d MB are free in %s, and up to %d are needed." % (free, folder, NEEDED)
    return "is the package registry within reach?"


def restart():
    """Run the same command again with the Python of .venv, in this very process."""
    environ = dict(
        os.environ, VIRTUAL_ENV=VENV, PATH=os.path.join(VENV, "bin") + os.pathsep + os.environ["PATH"]
    )
    os.execve(PYTHON, [PYTHON, *sys.argv], environ)


def run(command, failure, cause=str):
    """Run ``command``; when it fails, stop with ``failure`` and what ``cause`` then finds."""
    if subprocess.run(command, check=False).returncode:
        refuse(failure + cause(), "Command: " + " ".join(command))


def say(text):
    """Print one line of progress at once."""
    print(text, flush=True)


def refuse(what, remedy):
    """Stop, saying what is wrong and what to do."""
    sys.exit("%s\n%s" % (what, remedy))
