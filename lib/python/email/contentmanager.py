"""Contents of messages: from payloads to str, bytes or messages, and back."""

import binascii

from email import charset as _charset, errors, message as _message, quoprimime

__all__ = ["ContentManager", "raw_data_manager"]


class ContentManager:
    """Functions that get the content of a message, by content type, maintype or '', and those that
    set it, by the class of the content, its name, or None."""

    def __init__(self):
        self.get_handlers, self.set_handlers = {}, {}

    def add_get_handler(self, key, handler):
        """handler(message, ...) gets the content of such messages."""
        self.get_handlers[key] = handler

    def add_set_handler(self, typekey, handler):
        """handler(message, content, ...) sets such a content."""
        self.set_handlers[typekey] = handler

    def get_content(self, msg, *args, **kw):
        """The content of the message; more arguments are the handler's."""
        content_type = msg.get_content_type()
        for key in content_type, msg.get_content_maintype(), "":
            if key in self.get_handlers:
                return self.get_handlers[key](msg, *args, **kw)
        raise KeyError(content_type)

    def set_content(self, msg, obj, *args, **kw):
        """Set the content of the message; more arguments are the handler's."""
        if msg.get_content_maintype() == "multipart":
            raise TypeError("set_content not valid on multipart")
        handler = self._setter(type(obj))
        msg.clear_content()
        handler(msg, obj, *args, **kw)

    def _setter(self, cls):
        for base in cls.__mro__:
            for key in base, _full_name(base), base.__qualname__, base.__name__:
                if key in self.set_handlers:
                    return self.set_handlers[key]
        if None in self.set_handlers:
            return self.set_handlers[None]
        raise KeyError(_full_name(cls))


def _full_name(cls):
    module = getattr(cls, "__module__", "")
    return f"{module}.{cls.__qualname__}" if module else cls.__qualname__


raw_data_manager = ContentManager()


# -- getting

def get_text_content(msg, errors="replace"):
    """The text of a text/*."""
    return msg.get_payload(decode=True).decode(msg.get_param("charset", "ASCII"), errors=errors)


def get_non_text_content(msg):
    """The bytes of a part."""
    return msg.get_payload(decode=True)


def get_message_content(msg):
    """The message in a message."""
    return msg.get_payload(0)


def get_and_fixup_unknown_message_content(msg):
    """The bytes of the message in a message/* of which no more is known."""
    return bytes(msg.get_payload(0))


for _handler, _keys in (
        (get_text_content, "text"),
        (get_non_text_content, "audio image video application"),
        (get_message_content, "message/rfc822 message/external-body"),
        (get_and_fixup_unknown_message_content, "message")):
    for _key in _keys.split():
        raw_data_manager.add_get_handler(_key, _handler)
del _handler, _keys, _key


# -- setting

def _begin(msg, content_type, headers):
    """Add the content type and the headers, which are objects or text."""
    msg["Content-Type"] = content_type
    if not headers:
        return
    if not hasattr(headers[0], "name"):
        policy = msg.policy
        headers = [policy.header_factory(*policy.header_source_parse([header]))
                   for header in headers]
    for header in headers:
        try:
            for defect in header.defects:
                raise defect
            msg[header.name] = header
        except errors.HeaderDefect as defect:
            raise ValueError(f"Invalid header: {header.fold(policy=msg.policy)}") from defect


def _end(msg, payload, cte, disposition, filename, cid, params):
    """Add payload, encoding and what else there is to say."""
    msg.set_payload(payload)
    msg["Content-Transfer-Encoding"] = cte
    if disposition is None and filename is not None:
        disposition = "attachment"
    if disposition is not None:
        msg["Content-Disposition"] = disposition
    if filename is not None:
        msg.set_param("filename", filename, header="Content-Disposition", replace=True)
    if cid is not None:
        msg["Content-ID"] = cid
    for name, value in (params or {}).items():
        msg.set_param(name, value)


def _base64_lines(data, max_line_length):
    step = max_line_length // 4 * 3
    return "".join(binascii.b2a_base64(data[i : i + step]).decode("ascii")
                   for i in range(0, len(data), step))


_SNIFFED_LINES = 10


def _best_encoding(lines, policy):
    if max(map(len, lines), default=0) <= policy.max_line_length:
        if all(map(bytes.isascii, lines)):
            return "7bit"
        if policy.cte_type == "8bit":
            return "8bit"
    sample = lines[:_SNIFFED_LINES]
    quoted = _encode_lines(sample, "quoted-printable", policy)
    encoded = binascii.b2a_base64(_joined(sample, policy.linesep.encode("ascii")))
    return "base64" if len(quoted) > len(encoded) else "quoted-printable"


def _joined(lines, end):
    return b"".join(line + end for line in lines) or end


def _encode_lines(lines, cte, policy):
    match cte:
        case "7bit":
            return _joined(lines, b"\n").decode("ascii")
        case "8bit":
            return _joined(lines, b"\n").decode("ascii", "surrogateescape")
        case "quoted-printable":
            return quoprimime.body_encode(_joined(lines, b"\n").decode("latin-1"),
                                          policy.max_line_length)
        case "base64":
            return _base64_lines(_joined(lines, policy.linesep.encode("ascii")),
                                 policy.max_line_length)
    raise ValueError(f"Unknown content transfer encoding {cte}")


def set_text_content(msg, string, subtype="plain", charset="utf-8", cte=None, disposition=None,
                     filename=None, cid=None, params=None, headers=None):
    """Become text/subtype; without cte, the encoding is the one that suits the text."""
    _begin(msg, f"text/{subtype}", headers)
    lines = string.encode(charset).splitlines()
    if cte is None:
        cte = _best_encoding(lines, msg.policy)
    payload = _encode_lines(lines, cte, msg.policy)
    msg.set_param("charset", _charset.ALIASES.get(charset, charset), replace=True)
    _end(msg, payload, cte, disposition, filename, cid, params)


def set_message_content(msg, message, subtype="rfc822", cte=None, disposition=None,
                        filename=None, cid=None, params=None, headers=None):
    """Become message/subtype, with this message in it."""
    if subtype == "partial":
        raise ValueError("message/partial is not supported for Message objects")
    possible = {"rfc822": ("8bit", "7bit", "binary"), "external-body": ("7bit",)}.get(subtype)
    if possible and cte not in (None, *possible):
        raise ValueError(f"message/{subtype} parts do not support cte={cte}")
    if cte is None:
        cte = possible[0] if possible else "7bit"
    _begin(msg, f"message/{subtype}", headers)
    _end(msg, [message], cte, disposition, filename, cid, params)


def set_bytes_content(msg, data, maintype, subtype, cte="base64", disposition=None,
                      filename=None, cid=None, params=None, headers=None):
    """Become maintype/subtype with these bytes."""
    _begin(msg, f"{maintype}/{subtype}", headers)
    match cte:
        case "base64":
            data = _base64_lines(data, msg.policy.max_line_length)
        case "quoted-printable":
            data = binascii.b2a_qp(data, istext=False, header=False, quotetabs=True)
            data = data.decode("ascii")
        case "7bit":
            data = data.decode("ascii")
        case "8bit" | "binary":
            data = data.decode("ascii", "surrogateescape")
    _end(msg, data, cte, disposition, filename, cid, params)


raw_data_manager.add_set_handler(str, set_text_content)
raw_data_manager.add_set_handler(_message.Message, set_message_content)
for _class in bytes, bytearray, memoryview:
    raw_data_manager.add_set_handler(_class, set_bytes_content)
del _class
