"""Signatures by Ed25519 (RFC 8032), which Python's own library lacks.

Slow and not hardened against who can measure it: for trying the protocol out, not for keeping
secrets.
"""

import hashlib

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, -1, PRIME) % PRIME
ROOT_OF_MINUS_ONE = pow(2, (PRIME - 1) // 4, PRIME)
NEUTRAL = (0, 1, 1, 0)


def _add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % PRIME
    b = (p[1] + p[0]) * (q[1] + q[0]) % PRIME
    c = 2 * p[3] * q[3] * CURVE % PRIME
    d = 2 * p[2] * q[2] % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def _times(number, point):
    result = NEUTRAL
    while number:
        if number & 1:
            result = _add(result, point)
        point = _add(point, point)
        number >>= 1
    return result


def _x_of(y, is_odd):
    """The x of a point of the curve, or None if there is none."""
    square = (y * y - 1) * pow(CURVE * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * ROOT_OF_MINUS_ONE % PRIME
    if (x * x - square) % PRIME or x == 0 and is_odd:
        return None
    return PRIME - x if x & 1 != is_odd else x


def _point(data):
    number = int.from_bytes(data, "little")
    y, is_odd = number & (1 << 255) - 1, number >> 255
    x = _x_of(y, is_odd) if y < PRIME else None
    return None if x is None else (x, y, 1, x * y % PRIME)


def _bytes(point):
    inverse = pow(point[2], -1, PRIME)
    x, y = point[0] * inverse % PRIME, point[1] * inverse % PRIME
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = _point((4 * pow(5, -1, PRIME) % PRIME).to_bytes(32, "little"))


def _number(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % ORDER


class SigningKey:
    """A private key, made from 32 random bytes."""

    def __init__(self, seed):
        digest = hashlib.sha512(seed).digest()
        scalar = int.from_bytes(digest[:32], "little")
        self._scalar = scalar & (1 << 254) - 8 | 1 << 254
        self._prefix = digest[32:]
        self.public = _bytes(_times(self._scalar, BASE))

    def sign(self, statement):
        nonce = _number(self._prefix, statement)
        commitment = _bytes(_times(nonce, BASE))
        proof = nonce + _number(commitment, self.public, statement) * self._scalar
        return commitment + (proof % ORDER).to_bytes(32, "little")


def is_good(signature, public, statement):
    """Whether a signature is that of a public key for a statement."""
    commitment, key = _point(signature[:32]), _point(public)
    proof = int.from_bytes(signature[32:], "little")
    if commitment is None or key is None or proof >= ORDER:
        return False
    challenge = _number(signature[:32], public, statement)
    expected = _add(commitment, _times(challenge, key))
    return _bytes(_times(proof, BASE)) == _bytes(expected)
