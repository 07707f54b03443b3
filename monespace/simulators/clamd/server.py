"""A virus scanner that speaks clamd's PING and INSTREAM and knows one virus: the harmless EICAR test file."""

from __future__ import annotations

import socketserver
import threading

HOST = "127.0.0.1"
# The 68 characters every scanner knows, in two parts so that no scanner takes this file for them.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LARGEST_STREAM = 64 << 20
LONGEST_COMMAND = 100
IDLE_SECONDS = 60
POLL_SECONDS = 0.02
_lock = threading.Lock()
_servers: list[Clamd] = []


class Connection(socketserver.StreamRequestHandler):
    """One command, one answer, each ended by NUL (``zCOMMAND``)."""

    timeout = IDLE_SECONDS

    def handle(self) -> None:
        """Answer the command as clamd does."""
        command = self.read_command()
        if command == b"zPING":
            self.answer(b"PONG")
        elif command == b"zINSTREAM":
            self.scan()
        else:
            self.answer(b"UNKNOWN COMMAND")

    def read_command(self) -> bytes:
        """Read up to the NUL that ends a command."""
        command = b""
        while len(command) < LONGEST_COMMAND and (letter := self.rfile.read(1)) not in {b"", b"\0"}:
            command += letter
        return command

    def scan(self) -> None:
        """Read pieces, each after its length, until an empty one; then say what they hold."""
        content = bytearray()
        while header := self.rfile.read(4):
            length = int.from_bytes(header, "big")
            if length == 0:
                break
            if len(content) + length > LARGEST_STREAM:
                self.answer(b"INSTREAM size limit exceeded. ERROR")
                return
            content += self.rfile.read(length)
        else:
            return
        self.answer(b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK")

    def answer(self, words: bytes) -> None:
        """Send the answer."""
        self.wfile.write(words + b"\0")


class Clamd(socketserver.ThreadingTCPServer):
    """The scanner, a thread for each file."""

    allow_reuse_address = True
    daemon_threads = True

    @property
    def url(self) -> str:
        """Its address, for CLAMD_URL."""
        return f"tcp://{HOST}:{self.server_address[1]}"


def start(port: int) -> Clamd:
    """Listen on ``port`` in a thread of this process (0 for any free one); a second call changes nothing."""
    with _lock:
        if not _servers:
            server = Clamd((HOST, port), Connection)
            threading.Thread(
                target=server.serve_forever, args=(POLL_SECONDS,), name="clamd", daemon=True
            ).start()
            _servers.append(server)
        return _servers[0]


def stop() -> None:
    """Stop listening."""
    with _lock:
        while _servers:
            server = _servers.pop()
            server.shutdown()
            server.server_close()
