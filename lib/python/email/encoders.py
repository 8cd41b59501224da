"""Encoding the payload of a message for its way: each replaces it and says so in a header."""

from base64 import encodebytes
from quopri import encodestring

__all__ = ["encode_7or8bit", "encode_base64", "encode_noop", "encode_quopri"]


def _announce(msg, encoding):
    msg["Content-Transfer-Encoding"] = encoding


def encode_base64(msg):
    """Turn the payload into base64."""
    msg.set_payload(encodebytes(msg.get_payload(decode=True)).decode())
    _announce(msg, "base64")


def encode_quopri(msg):
    """Turn the payload into quoted-printable without blanks."""
    quoted = encodestring(msg.get_payload(decode=True), quotetabs=True)
    msg.set_payload(quoted.replace(b" ", b"=20"))
    _announce(msg, "quoted-printable")


def encode_7or8bit(msg):
    """Leave the payload; say whether it is ASCII."""
    payload = msg.get_payload(decode=True)
    _announce(msg, "7bit" if payload is None or payload.isascii() else "8bit")


def encode_noop(msg):
    """Leave everything as it is."""
