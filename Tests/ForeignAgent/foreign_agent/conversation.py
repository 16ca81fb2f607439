"""An agent's conversation with a server, over HTTP."""

import json
import urllib.error
import urllib.request

from .frame import read_frame, write_frame
from .identity import (
    CHALLENGE, ENROL, ENROLLED, KNOCK, PASS, PROOF, enrol_statement, proof_statement,
)
from .roll import Roll
from .session import Sealed, frame_statement, read_body, read_sealed, write_body, write_sealed
from .shapes import decoded, encoded

CONTENT_TYPE = "application/octet-stream"
SIGNED_KINDS = {18, 22, 31}
PATIENCE_SECONDS = 70
NOT_LET_IN = 401


class Declined(Exception):
    """The server's word that a request was not answered by a frame."""

    def __init__(self, status, word, message):
        super().__init__(f"{status} {word}: {message}")
        self.status, self.word = status, word


class Conversation:
    """What a device says to a server about one book, and what it hears.

    It names all replicas in full, and so do the answers: neither needs the roll.
    """

    def __init__(self, server, device, key, book=None):
        self.server, self.device, self.key, self.book = server, device, key, book
        self._token = None

    def enrol(self, code, name):
        """Joins the book that a code is for."""
        signature = self.key.sign(enrol_statement(code, self.device))
        message = (code, self.device, name, self.key.public, signature)
        self.book = self._ask_plainly("enrol", 7, ENROL, message, 8, ENROLLED).book

    def show(self):
        """Shows who asks, and keeps the token that is given for it."""
        knock = (self.book, self.device)
        nonce = self._ask_plainly("challenge", 9, KNOCK, knock, 10, CHALLENGE).nonce
        signature = self.key.sign(proof_statement(self.book, self.device, nonce))
        self._token = self._ask_plainly("token", 11, PROOF, (nonce, signature), 12, PASS).token

    def ask(self, path, kind, message, *answer_kinds):
        """Says a message of the session and gives its answer, which is of one of the kinds.

        Shows who asks first, and again if that has expired.
        """
        body = write_body(kind, message)
        signature = None
        if kind in SIGNED_KINDS:
            signature = self.key.sign(frame_statement(kind, self.book, self.device, body))
        frame = write_sealed(kind, Sealed(body, signature))
        if self._token is None:
            self.show()
        try:
            answer = self._post(f"/sync/v1/{path}", frame)
        except Declined as declined:
            if declined.status != NOT_LET_IN:
                raise
            self.show()
            answer = self._post(f"/sync/v1/{path}", frame)
        told = answer[0] if answer else None
        answer_kind = told if told in answer_kinds else answer_kinds[0]
        return read_body(answer_kind, read_sealed(answer, answer_kind).body, Roll())[0]

    def _ask_plainly(self, path, kind, shape, message, answer_kind, answer_shape):
        frame = write_frame(kind, encoded(shape, message))
        answer = self._post(f"/sync/v1/{path}", frame)
        return decoded(answer_shape, read_frame(answer, answer_kind))

    def _post(self, path, frame):
        request = urllib.request.Request(self.server + path, data=frame, method="POST")
        request.add_header("Content-Type", CONTENT_TYPE)
        if self._token:
            request.add_header("Authorization", f"Bearer {self._token}")
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            with error:
                said = json.load(error)
            raise Declined(error.code, said["error"], said["message"]) from error
