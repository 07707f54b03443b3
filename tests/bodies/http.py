"""Requests as they are on the wire, to be cut anywhere."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from urllib.parse import urlencode

BOUNDARY = "----limite7f3a"
Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class Form:
    """A form's body and its type."""

    content_type: str
    body: bytes


def urlencoded(fields: Fields) -> Form:
    """Return a form as a browser sends it."""
    return Form("application/x-www-form-urlencoded", urlencode(fields).encode())


def multipart(fields: Fields) -> Form:
    """Return a form as a browser sends one that may hold files."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields
    ]
    body = "".join(parts) + f"--{BOUNDARY}--\r\n"
    return Form(f"multipart/form-data; boundary={BOUNDARY}", body.encode())


def send(port: int, path: str, headers: dict[str, str], body: bytes) -> str:
    """Send a request, stop sending there, and return the answer's first line."""
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(f"POST {path} HTTP/1.1\r\nConnection: close\r\n{head}\r\n".encode() + body)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := connection.recv(1 << 16):
            answer += piece
    return answer.decode(errors="replace").partition("\r\n")[0]
