"""Asks the web server of this container whether it is ready, as the proxy in front of it would."""

import os
import sys
import urllib.error
import urllib.request
from urllib.parse import urlsplit


def main() -> int:
    """Return 0 when the portal and its database answer."""
    headers = {"Host": urlsplit(os.environ["SITE_URL"]).netloc, "X-Forwarded-Proto": "https"}
    question = urllib.request.Request("http://127.0.0.1:8000/healthz/ready", headers=headers)
    try:
        with urllib.request.urlopen(question, timeout=4) as answer:  # noqa: S310 - our own loopback address
            return 0 if answer.status == 200 else 1  # noqa: PLR2004 - HTTP's own number
    except (urllib.error.URLError, OSError):
        return 1


if __name__ == "__main__":
    sys.exit(main())
