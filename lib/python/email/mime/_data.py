"""What the classes of messages with binary data have in common."""

from email.encoders import encode_base64
from email.mime.nonmultipart import MIMENonMultipart


class MIMEData(MIMENonMultipart):
    """Binary data, which _encoder(message) encodes."""

    def __init__(self, maintype, data, subtype, encoder=encode_base64, policy=None, params=None):
        super().__init__(maintype, subtype, policy=policy, **(params or {}))
        self.set_payload(data)
        encoder(self)
