"""Signatures, by the examples of RFC 8032."""

import unittest

from foreign_agent.ed25519 import SigningKey, is_good

SEED = bytes.fromhex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
PUBLIC = bytes.fromhex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")
STATEMENT = bytes.fromhex("af82")
SIGNATURE = bytes.fromhex(
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
)


class SignatureTests(unittest.TestCase):
    def test_a_key_signs_as_the_example_does(self):
        key = SigningKey(SEED)
        self.assertEqual((key.public, key.sign(STATEMENT)), (PUBLIC, SIGNATURE))

    def test_the_signature_is_good(self):
        self.assertTrue(is_good(SIGNATURE, PUBLIC, STATEMENT))

    def test_it_is_not_good_for_another_statement_or_key(self):
        self.assertFalse(is_good(SIGNATURE, PUBLIC, b"another"))
        self.assertFalse(is_good(SIGNATURE, SigningKey(bytes(32)).public, STATEMENT))

    def test_bytes_that_are_no_point_are_not_good(self):
        self.assertFalse(is_good(b"\xff" * 64, PUBLIC, STATEMENT))
