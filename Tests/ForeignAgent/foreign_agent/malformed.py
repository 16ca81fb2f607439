"""The error of everything that reads bytes from outside."""

TRUNCATED = "truncated"
TRAILING = "trailing"
NUMBER_TOO_LARGE = "numberTooLarge"
NOT_CANONICAL = "notCanonical"
OVER_LIMIT = "overLimit"
NOT_TEXT = "notText"
UNKNOWN_KIND = "unknownKind"
CHECKSUM = "checksum"
COMPRESSION = "compression"
UNKNOWN_ROLL = "unknownRoll"


class Malformed(Exception):
    """Bytes that no writer would have written: why, and at which offset that was noticed."""

    def __init__(self, offset, reason):
        super().__init__(f"{reason} at offset {offset}")
        self.offset = offset
        self.reason = reason
