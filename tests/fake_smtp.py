"""A small SMTP server on a real socket that keeps what it takes, and can refuse, stall or vanish."""

from __future__ import annotations

import socketserver
import threading
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType


@dataclass(frozen=True, slots=True)
class Taken:
    """One e-mail that the server took."""

    to: str
    message: EmailMessage

    @property
    def text(self) -> str:
        """The words of the e-mail."""
        return self.message.get_content()


class FakeSmtp:
    """``with FakeSmtp() as smtp``: ``smtp.url``, ``smtp.taken``; ``answers`` by address are codes of refusals."""

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.answers: dict[str, int] = {}
        self.dies_after_data = False
        self.conversations = 0
        outer = self

        class Conversation(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                outer._talk(self)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads, allow_reuse_address = True, True

        self._server = Server(("127.0.0.1", 0), Conversation)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """The address for the settings."""
        return f"smtp://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> FakeSmtp:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _: TracebackType | None) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _talk(self, peer: socketserver.StreamRequestHandler) -> None:
        self.conversations += 1
        to = ""

        def say(line: str) -> None:
            peer.wfile.write(line.encode() + b"\r\n")

        say("220 fake ready")
        while line := peer.rfile.readline():
            word = line.decode().strip()
            match word.split(":")[0].split(" ")[0].upper():
                case "EHLO":
                    say("250-fake")
                    say("250 8BITMIME")
                case "RCPT":
                    to = word.partition("<")[2].partition(">")[0]
                    code = self.answers.get(to, 250)
                    say(f"{code} {'ok' if code == 250 else 'no'}")
                case "DATA":
                    say("354 go on")
                    data = b""
                    while (part := peer.rfile.readline()) not in (b".\r\n", b""):
                        data += part
                    message = message_from_bytes(data, policy=policy.default)
                    assert isinstance(message, EmailMessage)
                    self.taken.append(Taken(to, message))
                    if self.dies_after_data:
                        return
                    say("250 taken")
                case "QUIT":
                    say("221 bye")
                    return
                case _:
                    say("250 ok")
