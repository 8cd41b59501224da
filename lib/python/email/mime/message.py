"""message/*: messages in messages."""

from email.message import Message
from email.mime.nonmultipart import MIMENonMultipart

__all__ = ["MIMEMessage"]


class MIMEMessage(MIMENonMultipart):
    """A message whose payload is another."""

    def __init__(self, _msg, _subtype="rfc822", *, policy=None):
        super().__init__("message", _subtype, policy=policy)
        if not isinstance(_msg, Message):
            raise TypeError("Argument is not an instance of Message")
        Message.attach(self, _msg)
        self.set_default_type("message/rfc822")
