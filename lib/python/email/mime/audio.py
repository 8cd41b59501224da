"""audio/*: messages with sound."""

from email.encoders import encode_base64
from email.mime._data import MIMEData

__all__ = ["MIMEAudio"]


class MIMEAudio(MIMEData):
    """Sound; its subtype is found by its first bytes unless it is given."""

    def __init__(self, _audiodata, _subtype=None, _encoder=encode_base64, *, policy=None,
                 **_params):
        subtype = _what(_audiodata) if _subtype is None else _subtype
        if subtype is None:
            raise TypeError("Could not find audio MIME subtype")
        super().__init__("audio", _audiodata, subtype, _encoder, policy, _params)


def _what(data):
    match data[:4]:
        case b"FORM" if data[8:12] in (b"AIFC", b"AIFF"):
            return "x-aiff"
        case b".snd":
            return "basic"
        case b"RIFF" if data[8:16] == b"WAVEfmt ":
            return "x-wav"
    return None
