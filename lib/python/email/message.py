"""Messages: headers like a dictionary with repeated keys, and a payload, which is text, or a list
of messages.

Message has what compat32 is about; MIMEPart and EmailMessage know what is in the parts. Headers
are pairs of name and value in _headers, as the policy keeps them."""

from io import BytesIO, StringIO

from email import charset as _charset, errors, utils
from email._content_decoding import decode_transfer
from email._parameters import format_param, join_params, split_params
from email._policybase import compat32

__all__ = ["Message", "EmailMessage"]

Charset = _charset.Charset
_MISSING = object()


class Message:
    """A message or a part of one. str() and bytes() are as it is sent; headers are found by name
    whatever its case, msg[name] is the first one or None."""

    def __init__(self, policy=compat32):
        self.policy = policy
        self.preamble = self.epilogue = None  # text before and behind the parts of a multipart
        self.defects = []
        self._headers = []
        self._payload = self._charset = self._unixfrom = None
        self._default_type = "text/plain"

    # -- as text

    def __str__(self):
        return self.as_string()

    def __bytes__(self):
        return self.as_bytes()

    def as_string(self, unixfrom=False, maxheaderlen=0, policy=None):
        """All of it as text, on request with the line 'From ' that mailboxes have."""
        from email.generator import Generator
        text = StringIO()
        Generator(text, mangle_from_=False, maxheaderlen=maxheaderlen,
                  policy=policy or self.policy).flatten(self, unixfrom=unixfrom)
        return text.getvalue()

    def as_bytes(self, unixfrom=False, policy=None):
        """All of it as bytes."""
        from email.generator import BytesGenerator
        data = BytesIO()
        BytesGenerator(data, mangle_from_=False,
                       policy=policy or self.policy).flatten(self, unixfrom=unixfrom)
        return data.getvalue()

    def set_unixfrom(self, unixfrom):
        """Set the line 'From ' of mailboxes."""
        self._unixfrom = unixfrom

    def get_unixfrom(self):
        """The line 'From ' of mailboxes, or None."""
        return self._unixfrom

    # -- payload

    def is_multipart(self):
        """Is the payload a list of messages?"""
        return isinstance(self._payload, list)

    def attach(self, payload):
        """Add a part, a message."""
        if self._payload is None:
            self._payload = []
        elif not hasattr(self._payload, "append"):
            raise TypeError("Attach is not valid on a message with a non-multipart payload")
        self._payload.append(payload)

    def get_payload(self, i=None, decode=False):
        """The text, or the list of parts, or its item i. With decode it is bytes, without the
        transfer encoding (None for a multipart)."""
        payload = self._payload
        if isinstance(payload, list):
            if decode:
                return None
            return payload if i is None else payload[i]
        if i is not None:
            raise TypeError(f"Expected list, got {type(payload)}")
        if not decode:
            return self._readable(payload)
        encoding = str(self.get("content-transfer-encoding", "")).lower()
        decoded, defects = decode_transfer(payload, encoding)
        for defect in defects:
            self.policy.handle_defect(self, defect)
        return decoded

    def _readable(self, payload):
        """The payload, its undecoded bytes decoded by its charset as far as possible."""
        if not isinstance(payload, str) or not utils._has_surrogates(payload):
            return payload
        try:
            data = payload.encode("ascii", "surrogateescape")
        except UnicodeEncodeError:
            return payload
        try:
            return data.decode(self.get_content_charset("ascii"), "replace")
        except LookupError:
            return data.decode("ascii", "replace")

    def set_payload(self, payload, charset=None):
        """Set the payload; text is encoded by the charset, if any, and headers say so."""
        if hasattr(payload, "encode"):
            if charset is None:
                self._payload = payload
                return
            charset = _as_charset(charset)
            payload = payload.encode(charset.output_charset, "surrogateescape")
        if hasattr(payload, "decode"):
            payload = payload.decode("ascii", "surrogateescape")
        self._payload = payload
        if charset is not None:
            self.set_charset(charset)

    def set_charset(self, charset):
        """Set the charset of the payload, a name or a Charset: headers are made right, and the
        payload is encoded if it was not. None removes the parameter."""
        if charset is None:
            self.del_param("charset")
            self._charset = None
            return
        charset = self._charset = _as_charset(charset)
        sent = charset.get_output_charset()
        if "MIME-Version" not in self:
            self.add_header("MIME-Version", "1.0")
        if "Content-Type" in self:
            self.set_param("charset", sent)
        else:
            self.add_header("Content-Type", "text/plain", charset=sent)
        if charset != sent:
            self._payload = charset.body_encode(self._payload)
        if "Content-Transfer-Encoding" not in self:
            self._encode_body(charset)

    def _encode_body(self, charset):
        encoding = charset.get_body_encoding()
        if callable(encoding):
            encoding(self)
            return
        body = self._payload
        if body:
            try:
                body = body.encode("ascii", "surrogateescape")
            except UnicodeError:
                body = body.encode(charset.output_charset)
        self._payload = charset.body_encode(body)
        self.add_header("Content-Transfer-Encoding", encoding)

    def get_charset(self):
        """The Charset that was set, or None."""
        return self._charset

    # -- headers

    def _named(self, name):
        """Places and names of the headers with this name."""
        name = name.lower()
        return ((i, key) for i, (key, _) in enumerate(self._headers) if key.lower() == name)

    def _fetch(self, i):
        return self.policy.header_fetch_parse(*self._headers[i])

    def __len__(self):
        return len(self._headers)

    def __iter__(self):
        return iter(self.keys())

    def __contains__(self, name):
        return any(self._named(name))

    def __getitem__(self, name):
        return self.get(name)

    def __setitem__(self, name, val):
        allowed = self.policy.header_max_count(name)
        if allowed and sum(1 for _ in self._named(name)) >= allowed:
            raise ValueError(f"There may be at most {allowed} {name} headers in a message")
        self._headers.append(self.policy.header_store_parse(name, val))

    def __delitem__(self, name):
        name = name.lower()
        self._headers = [pair for pair in self._headers if pair[0].lower() != name]

    def keys(self):
        """The names of all headers, in order."""
        return [name for name, _ in self._headers]

    def values(self):
        """The values of all headers, in order."""
        return [self.policy.header_fetch_parse(*pair) for pair in self._headers]

    def items(self):
        """Pairs of name and value of all headers, in order."""
        return list(zip(self.keys(), self.values()))

    def get(self, name, failobj=None):
        """The value of the first header with this name."""
        for i, _ in self._named(name):
            return self._fetch(i)
        return failobj

    def get_all(self, name, failobj=None):
        """A list of the values of all headers with this name."""
        return [self._fetch(i) for i, _ in self._named(name)] or failobj

    def set_raw(self, name, value):
        """Add a header as the policy keeps it."""
        self._headers.append((name, value))

    def raw_items(self):
        """Iterate over pairs of name and value as the policy keeps them."""
        return iter(self._headers.copy())

    def add_header(self, _name, _value, **_params):
        """Add a header with parameters, in whose names '_' is '-'; of one with the value None
        there is but the name, a triple is (charset, language, text)."""
        parts = [] if _value is None else [_value]
        for name, value in _params.items():
            parts.append(format_param(name.replace("_", "-"), value))
        self[_name] = "; ".join(parts)

    def replace_header(self, _name, _value):
        """Give the first header with this name another value."""
        for i, name in self._named(_name):
            self._headers[i] = self.policy.header_store_parse(name, _value)
            return
        raise KeyError(_name.lower())

    # -- content type

    def get_content_type(self):
        """maintype/subtype in small letters; text/plain if it makes no sense."""
        value = self.get("content-type", _MISSING)
        if value is _MISSING:
            return self.get_default_type()
        kind = _before_params(value)
        return kind if kind.count("/") == 1 else "text/plain"

    def get_content_maintype(self):
        """What is before the slash of the content type."""
        return self.get_content_type().partition("/")[0]

    def get_content_subtype(self):
        """What is behind the slash of the content type."""
        return self.get_content_type().partition("/")[2]

    def get_default_type(self):
        """The content type where no header tells it: text/plain, or message/rfc822 in digests."""
        return self._default_type

    def set_default_type(self, ctype):
        """Set the content type where no header tells it."""
        self._default_type = ctype

    def set_type(self, type, header="Content-Type", requote=True):
        """Set the content type; its parameters stay."""
        if type.count("/") != 1:
            raise ValueError
        if header.lower() == "content-type":
            del self["mime-version"]
            self["MIME-Version"] = "1.0"
        params = self.get_params([], header, requote)
        del self[header]
        self[header] = type
        for name, value in params[1:]:
            self.set_param(name, value, header, requote)

    def get_content_disposition(self):
        """'inline', 'attachment', ..., or None."""
        value = self.get("content-disposition")
        return None if value is None else _before_params(value)

    # -- parameters

    def _quoted_params(self, header):
        """Pairs as written in the header, or None if there is no such header."""
        value = self.get(header, _MISSING)
        return None if value is _MISSING else utils.decode_params(split_params(value))

    def get_params(self, failobj=None, header="content-type", unquote=True):
        """Pairs of name and value of a header's parameters; the first is the value before them. A
        value that is encoded is a triple of charset, language and text."""
        params = self._quoted_params(header)
        if params is None:
            return failobj
        return [(name, _unquoted(value)) for name, value in params] if unquote else params

    def get_param(self, param, failobj=None, header="content-type", unquote=True):
        """The value of one parameter of a header."""
        for name, value in self.get_params((), header, unquote):
            if name.lower() == param.lower():
                return value
        return failobj

    def set_param(self, param, value, header="Content-Type", requote=True, charset=None,
                  language="", replace=False):
        """Set one parameter of a header, which moves to the end unless replace."""
        if charset and not isinstance(value, tuple):
            value = (charset, language, value)
        if header not in self and header.lower() == "content-type":
            before = "text/plain"
        else:
            before = self.get(header)
        if self.get_param(param, header=header):
            params = [(name, value if name.lower() == param.lower() else old)
                      for name, old in self.get_params(header=header, unquote=requote)]
            after = join_params(params, requote)
        else:
            after = "; ".join([before] * bool(before) + [format_param(param, value, requote)])
        if after != self.get(header):
            if replace:
                self.replace_header(header, after)
            else:
                self._move_header(header, after)

    def del_param(self, param, header="content-type", requote=True):
        """Remove one parameter of a header."""
        params = self.get_params(None, header, requote)
        if params is None:
            return
        after = join_params((pair for pair in params if pair[0].lower() != param.lower()),
                            requote)
        if after != self.get(header):
            self._move_header(header, after)

    def _move_header(self, name, value):
        del self[name]
        self[name] = value

    def get_filename(self, failobj=None):
        """The file name that the part should have."""
        for param, header in ("filename", "content-disposition"), ("name", "content-type"):
            name = self.get_param(param, _MISSING, header)
            if name is not _MISSING:
                return utils.collapse_rfc2231_value(name).strip()
        return failobj

    def get_boundary(self, failobj=None):
        """The boundary of a multipart."""
        boundary = self.get_param("boundary", _MISSING)
        if boundary is _MISSING:
            return failobj
        return utils.collapse_rfc2231_value(boundary).rstrip()

    def set_boundary(self, boundary):
        """Set the boundary; unlike set_param(), the header stays where it is."""
        params = self._quoted_params("content-type")
        if params is None:
            raise errors.HeaderParseError("No Content-Type header found")
        quoted = f'"{boundary}"'
        if any(name.lower() == "boundary" for name, _ in params):
            params = [("boundary", quoted) if name.lower() == "boundary" else (name, value)
                      for name, value in params]
        else:
            params.append(("boundary", quoted))
        value = "; ".join(name if value == "" else f"{name}={value}" for name, value in params)
        for i, name in self._named("content-type"):
            self._headers[i] = self.policy.header_store_parse(name, value)

    def get_content_charset(self, failobj=None):
        """The charset that the content type has, in small letters."""
        charset = self.get_param("charset", _MISSING)
        if charset is _MISSING:
            return failobj
        if isinstance(charset, tuple):
            encoding, _, text = charset
            try:
                charset = str(text.encode("raw-unicode-escape"), encoding or "us-ascii")
            except (LookupError, UnicodeError):
                charset = text
        return charset.lower() if charset.isascii() else failobj

    def get_charsets(self, failobj=None):
        """A list of the charsets of the message and all parts below."""
        return [part.get_content_charset(failobj) for part in self.walk()]

    from email.iterators import walk


def _as_charset(charset):
    return charset if isinstance(charset, Charset) else Charset(charset)


def _before_params(value):
    return str(value).partition(";")[0].strip().lower()


def _unquoted(value):
    if isinstance(value, tuple):
        charset, language, text = value
        return charset, language, utils.unquote(text)
    return utils.unquote(value)


class MIMEPart(Message):
    """A part that knows what its content means."""

    _body_types = {("text", "plain"), ("text", "html"), ("multipart", "related"),
                   ("multipart", "alternative")}

    def __init__(self, policy=None):
        if policy is None:
            from email.policy import default as policy
        super().__init__(policy)

    def as_string(self, unixfrom=False, maxheaderlen=None, policy=None):
        """All of it as text; maxheaderlen is the policy's unless it is given."""
        policy = policy or self.policy
        if maxheaderlen is None:
            maxheaderlen = policy.max_line_length
        return super().as_string(unixfrom, maxheaderlen, policy)

    def __str__(self):
        return self.as_string(policy=self.policy.clone(utf8=True))

    def _types(self):
        return tuple(self.get_content_type().split("/"))

    # -- finding parts

    def is_attachment(self):
        """Is the part meant to be a file, not shown?"""
        header = self.get("content-disposition")
        return header is not None and header.content_disposition == "attachment"

    def iter_parts(self):
        """Iterate over the direct parts."""
        return iter(self.get_payload() if self.is_multipart() else ())

    def get_body(self, preferencelist=("related", "html", "plain")):
        """The part to be shown, of the best of the kinds; None if there is none."""
        found = min(self._bodies(preferencelist), key=lambda pair: pair[0], default=None)
        return found and found[1]

    def _bodies(self, kinds):
        """Pairs of place among the kinds and part."""
        if self.is_attachment():
            return
        maintype, subtype = self._types()
        if maintype == "text":
            if subtype in kinds:
                yield kinds.index(subtype), self
        elif maintype == "multipart" and self.is_multipart():
            if subtype != "related":
                for part in self.iter_parts():
                    yield from part._bodies(kinds)
                return
            if "related" in kinds:
                yield kinds.index("related"), self
            root = self._root_part()
            if root is not None:
                yield from root._bodies(kinds)

    def _root_part(self):
        """The part of a multipart/related which the others belong to."""
        parts = self.get_payload()
        start = self.get_param("start")
        for part in parts if start else ():
            if part["content-id"] == start:
                return part
        return parts[0] if parts else None

    def _without_root(self):
        root, start = self._root_part(), self.get_param("start")
        if start and root is not None and root["content-id"] == start:
            return [part for part in self.get_payload() if part["content-id"] != start]
        return self.get_payload()[1:]

    def iter_attachments(self):
        """Iterate over the direct parts that are not the body: of multipart/related all but the
        root, of others all that are attachments or of no type (or a repeated type) of bodies."""
        maintype, subtype = self._types()
        if maintype != "multipart" or subtype == "alternative" or not self.is_multipart():
            return
        if subtype == "related":
            yield from self._without_root()
            return
        seen = set()
        for part in self.get_payload().copy():
            types = part._types()
            if types in self._body_types and not part.is_attachment() and types[1] not in seen:
                seen.add(types[1])
            else:
                yield part

    # -- content

    def get_content(self, *args, content_manager=None, **kw):
        """The content as the (policy's) content manager gives it: str, bytes or a message."""
        return (content_manager or self.policy.content_manager).get_content(self, *args, **kw)

    def set_content(self, *args, content_manager=None, **kw):
        """Set the content and the headers that tell about it."""
        (content_manager or self.policy.content_manager).set_content(self, *args, **kw)

    def make_related(self, boundary=None):
        """Become a multipart/related, the content its first part."""
        self._become_multipart("related", ("related", "alternative", "mixed"), boundary)

    def make_alternative(self, boundary=None):
        """Become a multipart/alternative, the content its first part."""
        self._become_multipart("alternative", ("alternative", "mixed"), boundary)

    def make_mixed(self, boundary=None):
        """Become a multipart/mixed, the content its first part."""
        self._become_multipart("mixed", ("mixed",), boundary)

    def _become_multipart(self, subtype, impossible, boundary):
        maintype, existing = self._types()
        if maintype == "multipart" and existing in impossible:
            raise ValueError(f"Cannot convert {existing} to {subtype}")
        content_headers = [pair for pair in self._headers if _is_about_content(pair)]
        parts = []
        if content_headers:
            part = type(self)(policy=self.policy)
            part._headers, part._payload = content_headers, self._payload
            parts.append(part)
        self.clear_content()
        self._payload = parts
        self["Content-Type"] = f"multipart/{subtype}"
        if boundary is not None:
            self.set_param("boundary", boundary)

    def add_related(self, *args, **kw):
        """Add a part to a multipart/related (which this becomes); arguments as set_content()."""
        self._add_part("related", "inline", args, kw)

    def add_alternative(self, *args, **kw):
        """Add a part to a multipart/alternative (which this becomes)."""
        self._add_part("alternative", None, args, kw)

    def add_attachment(self, *args, **kw):
        """Add a part to a multipart/mixed (which this becomes)."""
        self._add_part("mixed", "attachment", args, kw)

    def _add_part(self, subtype, disposition, args, kw):
        if self._types() != ("multipart", subtype):
            getattr(self, "make_" + subtype)()
        part = type(self)(policy=self.policy)
        part.set_content(*args, **kw)
        if disposition and "content-disposition" not in part:
            part["Content-Disposition"] = disposition
        self.attach(part)

    def clear(self):
        """Remove all headers and the payload."""
        self._headers, self._payload = [], None

    def clear_content(self):
        """Remove the payload and the headers that tell about it."""
        self._headers = [pair for pair in self._headers if not _is_about_content(pair)]
        self._payload = None


def _is_about_content(header):
    return header[0].lower().startswith("content-")


class EmailMessage(MIMEPart):
    """A whole message."""

    def set_content(self, *args, **kw):
        """Set the content and the headers that tell about it."""
        super().set_content(*args, **kw)
        if "MIME-Version" not in self:
            self["MIME-Version"] = "1.0"
