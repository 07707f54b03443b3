"""Writes a body of several parts, ``multipart/form-data`` (RFC 7578)."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

IN_QUOTES = {'"': "%22", "\r": "%0D", "\n": "%0A"}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a body; a file has a name of its own."""

    name: str
    content: bytes = field(repr=False)
    kind: str
    file_name: str = ""

    @classmethod
    def of_json(cls, name: str, value: Any) -> Self:
        """Return a part that says ``value``."""
        return cls(name, json.dumps(value, ensure_ascii=False).encode(), "application/json")

    @property
    def head(self) -> bytes:
        """What stands before its content."""
        file = f'; filename="{_quoted(self.file_name)}"' if self.file_name else ""
        disposition = f'Content-Disposition: form-data; name="{_quoted(self.name)}"{file}'
        return f"{disposition}\r\nContent-Type: {self.kind}\r\n\r\n".encode()


def body_of(parts: Iterable[Part]) -> tuple[str, bytes]:
    """Return the content type and the body of ``parts``, in their order."""
    boundary = secrets.token_hex(16)
    between = f"--{boundary}\r\n".encode()
    written = b"".join(between + part.head + part.content + b"\r\n" for part in parts)
    return f"multipart/form-data; boundary={boundary}", written + f"--{boundary}--\r\n".encode()


def _quoted(text: str) -> str:
    for character, code in IN_QUOTES.items():
        text = text.replace(character, code)
    return text
