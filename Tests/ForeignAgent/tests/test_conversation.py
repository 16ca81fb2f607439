"""A device's conversation, with a server that knows just enough to answer."""

import json
import threading
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer

from foreign_agent.basics import BEGINNING
from foreign_agent.conversation import Conversation, Declined
from foreign_agent.ed25519 import SigningKey, is_good
from foreign_agent.frame import read_frame, write_frame
from foreign_agent.identity import (
    CHALLENGE, ENROL, ENROLLED, PASS, PROOF, enrol_statement, proof_statement,
)
from foreign_agent.messages import ALARM, NOTED, PULL
from foreign_agent.page import Page
from foreign_agent.roll import Roll
from foreign_agent.session import (
    Sealed, frame_statement, read_body, read_sealed, write_body, write_sealed,
)
from foreign_agent.shapes import decoded, encoded
from foreign_agent.standing import GO_ON

BOOK, DEVICE, NONCE = b"B" * 16, b"D" * 16, b"N" * 32
KEY = SigningKey(b"K" * 32)
ACCEPTED = "second"
EMPTY_PAGE = Page(GO_ON.type(), BEGINNING, BEGINNING, None, 0, (), (), ())


class Answering(BaseHTTPRequestHandler):
    """Lets nobody in by the first token, and checks every signature."""

    def do_POST(self):
        data = self.rfile.read(int(self.headers["Content-Length"]))
        answer = self.ANSWERS[self.path](self, data)
        status, body = (200, answer) if isinstance(answer, bytes) else answer
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def enrol(self, data):
        asked = decoded(ENROL, read_frame(data, 7))
        if not is_good(asked.signature, asked.key, enrol_statement(asked.code, asked.device)):
            return declined(422, "validation")
        return write_frame(8, encoded(ENROLLED, (BOOK,)))

    def challenge(self, data):
        return write_frame(10, encoded(CHALLENGE, (NONCE,)))

    def token(self, data):
        proof = decoded(PROOF, read_frame(data, 11))
        if not is_good(proof.signature, KEY.public, proof_statement(BOOK, DEVICE, proof.nonce)):
            return declined(401, "not_let_in")
        self.server.shown += 1
        token = ACCEPTED if self.server.shown == 2 else "first"
        return write_frame(12, encoded(PASS, (token, 60)))

    def pull(self, data):
        if self.headers["Authorization"] != f"Bearer {ACCEPTED}":
            return declined(401, "not_let_in")
        return write_sealed(21, Sealed(write_body(21, EMPTY_PAGE)))

    def alarm(self, data):
        sealed = read_sealed(data, 31)
        statement = frame_statement(31, BOOK, DEVICE, sealed.body)
        if not is_good(sealed.signature, KEY.public, statement):
            return declined(401, "not_let_in")
        self.server.alarm = read_body(31, sealed.body, Roll())[0]
        return write_sealed(32, Sealed(write_body(32, NOTED.type())))

    def hello(self, data):
        return declined(503, "try_later")

    def log_message(self, *words):
        """Says nothing: the tests speak for themselves."""

    ANSWERS = {
        "/sync/v1/enrol": enrol, "/sync/v1/challenge": challenge, "/sync/v1/token": token,
        "/sync/v1/pull": pull, "/sync/v1/alarm": alarm, "/sync/v1/hello": hello,
    }


def declined(status, word):
    said = {"error": word, "message": "No.", "status_code": status}
    return status, json.dumps(said).encode()


class ConversationTests(unittest.TestCase):
    def setUp(self):
        self.server = HTTPServer(("127.0.0.1", 0), Answering)
        self.server.shown = 0
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        place = f"http://127.0.0.1:{self.server.server_port}"
        self.conversation = Conversation(place, DEVICE, KEY)
        self.conversation.enrol("K7QD-0001", "Laptop")

    def test_enrolling_tells_the_book(self):
        self.assertEqual(self.conversation.book, BOOK)

    def test_whose_token_has_expired_shows_himself_again(self):
        page = self.conversation.ask("pull", 20, PULL.type((BEGINNING,), 0), 21)
        self.assertEqual((page, self.server.shown), (EMPTY_PAGE, 2))

    def test_an_alarm_is_signed(self):
        parity_lost = ALARM.cases[2].type(BEGINNING, bytes(32))
        self.conversation.ask("alarm", 31, parity_lost, 32)
        self.assertEqual(self.server.alarm, parity_lost)

    def test_what_was_declined_says_why(self):
        with self.assertRaises(Declined) as caught:
            self.conversation.ask("hello", 20, PULL.type((BEGINNING,), 0), 17)
        self.assertEqual((caught.exception.status, caught.exception.word), (503, "try_later"))
