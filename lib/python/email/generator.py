"""Writing messages as text or bytes.

A part is written into a buffer before its headers, because its text may turn out to need another
transfer encoding than they say."""

import random
import re
import sys
import time
from copy import deepcopy
from io import BytesIO, StringIO

from email.errors import HeaderWriteError
from email.utils import _has_surrogates

__all__ = ["Generator", "DecodedGenerator", "BytesGenerator"]

_line_break = re.compile(r"\r\n|\r|\n")
_from_line = re.compile("^From ", re.MULTILINE)
_unfolded_break = re.compile(r"\r\n[^ \t]|\r[^ \n\t]|\n[^ \t]")


class Generator:
    """Writes messages to a text file. A method _handle_MAINTYPE_SUBTYPE or _handle_MAINTYPE writes
    the body of such a part; _writeBody any other."""

    def __init__(self, outfp, mangle_from_=None, maxheaderlen=None, *, policy=None):
        if mangle_from_ is None:
            mangle_from_ = policy is None or policy.mangle_from_
        self._fp = outfp
        self._mangle_from_ = mangle_from_
        self.maxheaderlen = maxheaderlen
        self.policy = policy

    def write(self, s):
        """Write text as it is."""
        self._fp.write(s)

    def flatten(self, msg, unixfrom=False, linesep=None):
        """Write a message, on request with the line 'From ' of mailboxes."""
        changes = {}
        if linesep is not None:
            changes["linesep"] = linesep
        if self.maxheaderlen is not None:
            changes["max_line_length"] = self.maxheaderlen
        before = self.policy, msg.policy
        policy = (msg.policy if self.policy is None else self.policy).clone(**changes)
        self._NL = policy.linesep
        try:
            self.policy = msg.policy = policy
            if unixfrom:
                line = msg.get_unixfrom() or f"From nobody {time.ctime(time.time())}"
                self.write(line + self._NL)
            self._write(msg)
        finally:
            self.policy, msg.policy = before

    def clone(self, fp):
        """A generator like this that writes to another file."""
        return type(self)(fp, self._mangle_from_, None, policy=self.policy)

    # What differs for bytes.

    def _new_buffer(self):
        return StringIO()

    def _encode(self, s):
        return s

    # -- a message

    def _write(self, msg):
        outer, self._fp = self._fp, self._new_buffer()
        self._changed_headers = {}
        try:
            self._dispatch(msg)
            body = self._fp.getvalue()
            changed = self._changed_headers
        finally:
            self._fp = outer
            del self._changed_headers
        if changed:
            msg = deepcopy(msg)
            for name, value in changed.items():
                if name in msg:
                    msg.replace_header(name, value)
                else:
                    msg[name] = value
        write_headers = getattr(msg, "_write_headers", None)
        if write_headers is None:
            self._write_headers(msg)
        else:
            write_headers(self)
        self._fp.write(body)

    def _dispatch(self, msg):
        maintype = msg.get_content_maintype()
        for kind in f"{maintype}_{msg.get_content_subtype()}", maintype:
            handler = getattr(self, "_handle_" + kind.replace("-", "_"), None)
            if handler is not None:
                break
        else:
            handler = self._writeBody
        handler(msg)

    def _write_headers(self, msg):
        for name, value in msg.raw_items():
            folded = self.policy.fold(name, value)
            if self.policy.verify_generated_headers:
                self._verify(folded, self.policy.linesep)
            self.write(folded)
        self.write(self._NL)

    def _verify(self, folded, linesep):
        if not folded.endswith(linesep):
            raise HeaderWriteError(f"folded header does not end with {linesep!r}: {folded!r}")
        if _unfolded_break.search(folded.removesuffix(linesep)):
            raise HeaderWriteError(f"folded header contains newline: {folded!r}")

    # -- bodies

    def _mangled(self, text):
        return _from_line.sub(">From ", text) if self._mangle_from_ else text

    def _write_lines(self, lines):
        self.write(self._NL.join(_line_break.split(lines)))

    def _handle_text(self, msg):
        payload = msg.get_payload()
        if payload is None:
            return
        if not isinstance(payload, str):
            raise TypeError(f"string payload expected: {type(payload)}")
        charset = msg.get_param("charset") if _has_surrogates(msg._payload) else None
        if charset is not None:
            recoded = deepcopy(msg)
            del recoded["content-transfer-encoding"]
            recoded.set_payload(recoded._payload, charset)
            payload = recoded.get_payload()
            self._changed_headers = {name: recoded[name] for name in
                                     ("Content-Transfer-Encoding", "Content-Type")}
        self._write_lines(self._mangled(payload))

    _writeBody = _handle_text

    def _flat(self, part):
        """The text of a part."""
        buffer = self._new_buffer()
        self.clone(buffer).flatten(part, unixfrom=False, linesep=self._NL)
        return buffer.getvalue()

    def _handle_multipart(self, msg):
        parts = msg.get_payload()
        if isinstance(parts, str):
            self.write(parts)
            return
        if not isinstance(parts, list):
            parts = [] if parts is None else [parts]
        texts = [self._flat(part) for part in parts]
        boundary = msg.get_boundary()
        if not boundary:
            boundary = self._make_boundary(self._encode(self._NL).join(texts))
            msg.set_boundary(boundary)
        if msg.preamble is not None:
            self._write_lines(self._mangled(msg.preamble))
            self.write(self._NL)
        between = f"--{boundary}{self._NL}"
        for text in texts:
            self.write(between)
            self._fp.write(text)
            between = f"{self._NL}--{boundary}{self._NL}"
        if not texts:
            self.write(between)
        self.write(f"{self._NL}--{boundary}--{self._NL}")
        if msg.epilogue is not None:
            self._write_lines(self._mangled(msg.epilogue))

    def _handle_multipart_signed(self, msg):
        # Other folding would break the signature.
        policy = self.policy
        self.policy = policy.clone(max_line_length=0)
        try:
            self._handle_multipart(msg)
        finally:
            self.policy = policy

    def _handle_message_delivery_status(self, msg):
        end = self._encode(self._NL)
        self._fp.write(end.join(self._flat(part).removesuffix(end)
                                for part in msg.get_payload()))

    def _handle_message(self, msg):
        # The payload is a list with one message, but text if it was never parsed.
        if isinstance(msg._payload, list):
            self._fp.write(self._flat(msg.get_payload(0)))
        else:
            self._fp.write(self._encode(msg._payload))

    @classmethod
    def _make_boundary(cls, text=None):
        """A boundary that is no line of the text."""
        digits = len(repr(sys.maxsize - 1))
        start = boundary = f"{'=' * 15}{random.randrange(sys.maxsize):0{digits}}=="
        counter = 0
        while text is not None and cls._compile_re(
                f"^--{re.escape(boundary)}(--)?$", re.MULTILINE).search(text):
            boundary = f"{start}.{counter}"
            counter += 1
        return boundary

    @classmethod
    def _compile_re(cls, s, flags):
        return re.compile(s, flags)


class BytesGenerator(Generator):
    """Writes messages to a binary file; undecoded bytes are written as they were read unless the
    policy's cte_type is 7bit."""

    def write(self, s):
        """Write text as ASCII, undecoded bytes as they were."""
        self._fp.write(s.encode("ascii", "surrogateescape"))

    def _new_buffer(self):
        return BytesIO()

    def _encode(self, s):
        return s.encode("ascii")

    def _write_headers(self, msg):
        for name, value in msg.raw_items():
            self._fp.write(self.policy.fold_binary(name, value))
        self.write(self._NL)

    def _handle_text(self, msg):
        text = msg._payload
        if text is None:
            return
        if self.policy.cte_type != "7bit" and _has_surrogates(text):
            self._write_lines(self._mangled(text))
        else:
            super()._handle_text(msg)

    _writeBody = _handle_text

    @classmethod
    def _compile_re(cls, s, flags):
        return re.compile(s.encode("ascii"), flags)


_OMITTED = "[Non-text (%(type)s) part of message omitted, filename %(filename)s]"


class DecodedGenerator(Generator):
    """Writes the text of a message for readers. Of a part that is no text it writes fmt, which may
    use type, maintype, subtype, filename, description and encoding."""

    def __init__(self, outfp, mangle_from_=None, maxheaderlen=None, fmt=None, *, policy=None):
        super().__init__(outfp, mangle_from_, maxheaderlen, policy=policy)
        self._fmt = _OMITTED if fmt is None else fmt

    def _dispatch(self, msg):
        for part in msg.walk():
            maintype = part.get_content_maintype()
            if maintype == "text":
                print(part.get_payload(decode=False), file=self)
            elif maintype != "multipart":
                print(self._fmt % {
                    "type": part.get_content_type(),
                    "maintype": maintype,
                    "subtype": part.get_content_subtype(),
                    "filename": part.get_filename("[no filename]"),
                    "description": part.get("Content-Description", "[no description]"),
                    "encoding": part.get("Content-Transfer-Encoding", "[no encoding]"),
                }, file=self)


_make_boundary = Generator._make_boundary
