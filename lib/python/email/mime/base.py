"""The base of the classes of MIME messages."""

from email.message import Message

__all__ = ["MIMEBase"]


class MIMEBase(Message):
    """A message with a content type, its parameters, and the version of MIME."""

    def __init__(self, _maintype, _subtype, *, policy=None, **_params):
        if policy is None:
            from email._policybase import compat32 as policy
        super().__init__(policy=policy)
        self.add_header("Content-Type", f"{_maintype}/{_subtype}", **_params)
        self["MIME-Version"] = "1.0"
