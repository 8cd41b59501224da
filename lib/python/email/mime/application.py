"""application/*: messages with data for a program."""

from email.encoders import encode_base64
from email.mime._data import MIMEData

__all__ = ["MIMEApplication"]


class MIMEApplication(MIMEData):
    """Data for a program, which _encoder(message) encodes."""

    def __init__(self, _data, _subtype="octet-stream", _encoder=encode_base64, *, policy=None,
                 **_params):
        if _subtype is None:
            raise TypeError("Invalid application MIME subtype")
        super().__init__("application", _data, _subtype, _encoder, policy, _params)
