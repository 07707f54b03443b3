"""Asks whether the process of this container does its work: the web server, or with ``alive`` any other.

Relay, workers and beat touch the file that MON_ESPACE_ALIVE names while they go on (monespace.alive).
"""

import os
import sys
import time
import urllib.error
import urllib.request
from http import HTTPStatus
from urllib.parse import urlsplit

SILENT_AFTER = 150  # seconds: beat sends something each minute, the others say it more often


def main(arguments: list[str]) -> int:
    """Return 0 when the process does its work."""
    return 0 if (is_alive() if "alive" in arguments else is_ready()) else 1


def is_ready() -> bool:
    """Whether the web server of this container and its database answer, asked as a proxy would."""
    headers = {"Host": urlsplit(os.environ["SITE_URL"]).netloc, "X-Forwarded-Proto": "https"}
    question = urllib.request.Request("http://127.0.0.1:8000/healthz/ready", headers=headers)
    try:
        with urllib.request.urlopen(question, timeout=4) as answer:  # noqa: S310 - our own loopback address
            return bool(answer.status == HTTPStatus.OK)
    except (urllib.error.URLError, OSError):
        return False


def is_alive() -> bool:
    """Whether the process has touched its file lately."""
    try:
        touched_at = os.stat(os.environ["MON_ESPACE_ALIVE"]).st_mtime  # noqa: PTH116 - a process each few seconds
    except (KeyError, OSError):
        return False
    return time.time() - touched_at < SILENT_AFTER


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
