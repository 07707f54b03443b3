"""Why no token is given, in the words of OAuth 2.0 (RFC 6749, section 5.2)."""

from __future__ import annotations


class NoToken(Exception):
    """A request for a token is refused; ``code`` is one that the standard names."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(code)
        self.code = code
        self.description = description
