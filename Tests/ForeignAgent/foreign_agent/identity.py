"""Messages about who somebody is, and what is signed to show it."""

from .basics import ID, VARINT
from .receipts import SIGNATURE
from .shapes import Block, Fields, Text, encoded

NONCE = Block(64)
CODE = Text(64)
LABEL = Text(64)
PUBLIC_KEY = Block(32, exactly=True)

ENROL = Fields(
    "Enrol", code=CODE, device=ID, name=Text(800), key=PUBLIC_KEY, signature=SIGNATURE,
)
ENROLLED = Fields("Enrolled", book=ID)
KNOCK = Fields("Knock", book=ID, device=ID)
CHALLENGE = Fields("Challenge", nonce=NONCE)
PROOF = Fields("Proof", nonce=NONCE, signature=SIGNATURE)
PASS = Fields("Pass", token=Text(200), seconds=VARINT)

IDENTITY = {7: ENROL, 8: ENROLLED, 9: KNOCK, 10: CHALLENGE, 11: PROOF, 12: PASS}


def enrol_statement(code, device):
    return encoded(LABEL, "counterfoil enrol 1") + encoded(CODE, code) + device


def proof_statement(book, device, nonce):
    return encoded(LABEL, "counterfoil proof 1") + book + device + encoded(NONCE, nonce)
