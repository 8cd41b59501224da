"""Headers that know what they mean: str with attributes, as the policy `default` gives them.

A class of headers has parse(), which fills a dictionary from a value (the keys are parse_tree,
decoded, defects and its own), and attributes for its own keys. HeaderRegistry has the class for a
header's name."""

from types import MappingProxyType

from email import _header_folding, _header_tree as tree, _mime_headers as mime, errors, utils

__all__ = ["Address", "Group", "BaseHeader", "HeaderRegistry"]


def _read_only(name, doc=None):
    return property(lambda self: getattr(self, "_" + name), doc=doc)


def _same(self, other, names):
    return all(getattr(self, name) == getattr(other, name) for name in names)


class Address:
    """A mailbox: display_name, username and domain, or addr_spec, which is both of these."""

    def __init__(self, display_name="", username="", domain="", addr_spec=None):
        given = "".join(filter(None, (display_name, username, domain, addr_spec)))
        if "\r" in given or "\n" in given:
            raise ValueError("invalid arguments; address parts cannot contain CR or LF")
        if addr_spec is not None:
            if username or domain:
                raise TypeError("addrspec specified when username and/or domain also specified")
            username, domain = _read_addr_spec(addr_spec)
        self._display_name, self._username, self._domain = display_name, username, domain

    display_name = _read_only("display_name")
    username = _read_only("username")
    domain = _read_only("domain")

    @property
    def addr_spec(self):
        """username@domain, the first quoted if it must be."""
        local = self.username
        if not tree.DOT_ATOM_ENDS.isdisjoint(local):
            local = tree.quote_string(local)
        if self.domain:
            return f"{local}@{self.domain}"
        return local or "<>"

    def __repr__(self):
        return (f"{type(self).__name__}(display_name={self.display_name!r}, "
                f"username={self.username!r}, domain={self.domain!r})")

    def __str__(self):
        name = _quoted_name(self.display_name)
        if not name:
            return self.addr_spec
        return f"{name} <{'' if self.addr_spec == '<>' else self.addr_spec}>"

    def __eq__(self, other):
        if not isinstance(other, Address):
            return NotImplemented
        return _same(self, other, ("display_name", "username", "domain"))


def _quoted_name(name):
    return name if tree.SPECIALS.isdisjoint(name) else tree.quote_string(name)


def _read_addr_spec(text):
    reader = tree.Reader(text)
    spec = reader.addr_spec()
    if reader.char:
        raise ValueError(f"Invalid addr_spec; only '{spec}' could be parsed from '{text}'")
    for defect in spec.all_defects:
        raise defect
    return tree.spec_parts(spec)


class Group:
    """Addresses under a display_name; without one and of one address, just that."""

    def __init__(self, display_name=None, addresses=None):
        self._display_name = display_name
        self._addresses = tuple(addresses or ())

    display_name = _read_only("display_name")
    addresses = _read_only("addresses")

    def __repr__(self):
        return (f"{type(self).__name__}(display_name={self.display_name!r}, "
                f"addresses={self.addresses!r}")

    def __str__(self):
        name = self.display_name
        if name is None and len(self.addresses) == 1:
            return str(self.addresses[0])
        members = ", ".join(map(str, self.addresses))
        return f"{name and _quoted_name(name)}:{members and ' ' + members};"

    def __eq__(self, other):
        if not isinstance(other, Group):
            return NotImplemented
        return _same(self, other, ("display_name", "addresses"))


class BaseHeader(str):
    """The value of a header: decoded and on one line. name is as it was written, defects a tuple
    of what is wrong with it."""

    def __new__(cls, name, value):
        found = {"defects": []}
        cls.parse(value, found)
        text = found.pop("decoded")
        if utils._has_surrogates(text):
            text = utils._sanitize(text)
        self = str.__new__(cls, text)
        self.init(name, **found)
        return self

    def init(self, name, *, parse_tree, defects):
        self._name, self._parse_tree, self._defects = name, parse_tree, defects

    name = _read_only("name")

    @property
    def defects(self):
        return tuple(self._defects)

    def __reduce__(self):
        cls = type(self)
        return (_reconstruct_header, (cls.__name__, cls.__bases__, str(self)),
                self.__getstate__())

    @classmethod
    def _reconstruct(cls, value):
        return str.__new__(cls, value)

    def fold(self, *, policy):
        """The header, name and all, in lines of the policy."""
        label = tree.Node("header-label", [tree.Leaf(self.name, "text"), tree.Leaf(":", "colon")])
        parts = [label, self._parse_tree]
        if self._parse_tree:
            parts.insert(1, tree.Blank("gap", [tree.blank_leaf(" ")]))
        return _header_folding.fold(parts, policy)


def _reconstruct_header(cls_name, bases, value):
    return type(cls_name, bases, {})._reconstruct(value)


class UnstructuredHeader:
    """Any text."""

    max_count = None
    value_parser = staticmethod(tree.read_unstructured)

    @classmethod
    def parse(cls, value, kwds):
        kwds["parse_tree"] = cls.value_parser(value)
        kwds["decoded"] = str(kwds["parse_tree"])


class UniqueUnstructuredHeader(UnstructuredHeader):
    """Any text, once in a message."""

    max_count = 1


class DateHeader:
    """A date; datetime is what it means, None if it is not valid."""

    max_count = None
    value_parser = staticmethod(tree.read_unstructured)

    @classmethod
    def parse(cls, value, kwds):
        kwds.update(datetime=None, decoded=value or "", parse_tree=tree.Node("unstructured"))
        if not value:
            kwds["defects"].append(errors.HeaderMissingRequiredValue())
            return
        if isinstance(value, str):
            try:
                value = utils.parsedate_to_datetime(value)
            except ValueError:
                kwds["defects"].append(errors.InvalidDateDefect("Invalid date value or format"))
                return
        text = utils.format_datetime(value)
        kwds.update(datetime=value, decoded=text, parse_tree=cls.value_parser(text))

    def init(self, *args, **kw):
        self._datetime = kw.pop("datetime")
        super().init(*args, **kw)

    datetime = _read_only("datetime")


class UniqueDateHeader(DateHeader):
    """A date, once in a message."""

    max_count = 1


class AddressHeader:
    """Addresses; groups has all (of one address where it was in none), addresses those in them."""

    max_count = None
    value_parser = staticmethod(tree.read_address_list)

    @classmethod
    def parse(cls, value, kwds):
        if isinstance(value, str):
            parsed = cls.value_parser(value)
            groups = [
                Group(tree.group_name(part),
                      [Address(name or "", local or "", domain or "")
                       for name, local, domain in tree.mailboxes(part)])
                for part in parsed if part.kind == "address"]
            defects = list(parsed.all_defects)
        else:
            items = value if hasattr(value, "__iter__") else [value]
            groups = [item if hasattr(item, "addresses") else Group(None, [item])
                      for item in items]
            parsed, defects = None, []
        text = ", ".join(map(str, groups))
        kwds.update(groups=groups, defects=defects, decoded=text,
                    parse_tree=cls.value_parser(text) if parsed is None else parsed)

    def init(self, *args, **kw):
        self._groups = tuple(kw.pop("groups"))
        self._addresses = tuple(address for group in self._groups for address in group.addresses)
        super().init(*args, **kw)

    groups = _read_only("groups")
    addresses = _read_only("addresses")


class UniqueAddressHeader(AddressHeader):
    """Addresses, once in a message."""

    max_count = 1


class SingleAddressHeader(AddressHeader):
    """One address."""

    @property
    def address(self):
        if len(self.addresses) != 1:
            raise ValueError(
                f"value of single address header {self.name} is not a single address")
        return self.addresses[0]


class UniqueSingleAddressHeader(SingleAddressHeader):
    """One address, once in a message."""

    max_count = 1


class _TreeHeader:
    """A header that a reader of trees understands, once in a message."""

    max_count = 1

    @classmethod
    def parse(cls, value, kwds):
        parsed = kwds["parse_tree"] = cls.value_parser(value)
        kwds["decoded"] = str(parsed)
        kwds["defects"].extend(parsed.all_defects)


class MIMEVersionHeader(_TreeHeader):
    """version, and major and minor, its numbers; None if it is not valid."""

    value_parser = staticmethod(mime.read_mime_version)

    def init(self, *args, **kw):
        super().init(*args, **kw)
        parsed = self._parse_tree
        self._major = self._minor = self._version = None
        if parsed.minor is not None:
            self._major, self._minor = parsed.major, parsed.minor
            self._version = f"{parsed.major}.{parsed.minor}"

    major = _read_only("major")
    minor = _read_only("minor")
    version = _read_only("version")


class ParameterizedMIMEHeader(_TreeHeader):
    """A header with params, a mapping."""

    @classmethod
    def parse(cls, value, kwds):
        super().parse(value, kwds)
        kwds["params"] = {utils._sanitize(name).lower(): utils._sanitize(text)
                          for name, text in kwds["parse_tree"].params}

    def init(self, *args, **kw):
        self._params = kw.pop("params")
        super().init(*args, **kw)

    @property
    def params(self):
        return MappingProxyType(self._params)


class ContentTypeHeader(ParameterizedMIMEHeader):
    """content_type is maintype/subtype."""

    value_parser = staticmethod(mime.read_content_type)

    def init(self, *args, **kw):
        super().init(*args, **kw)
        self._maintype = utils._sanitize(self._parse_tree.maintype)
        self._subtype = utils._sanitize(self._parse_tree.subtype)

    maintype = _read_only("maintype")
    subtype = _read_only("subtype")

    @property
    def content_type(self):
        return f"{self.maintype}/{self.subtype}"


class ContentDispositionHeader(ParameterizedMIMEHeader):
    """content_disposition is 'inline', 'attachment', ..., or None."""

    value_parser = staticmethod(mime.read_content_disposition)

    def init(self, *args, **kw):
        super().init(*args, **kw)
        found = self._parse_tree.content_disposition
        self._content_disposition = found and utils._sanitize(found)

    content_disposition = _read_only("content_disposition")


class ContentTransferEncodingHeader(_TreeHeader):
    """cte is the encoding's name."""

    value_parser = staticmethod(mime.read_transfer_encoding)

    def init(self, *args, **kw):
        super().init(*args, **kw)
        self._cte = utils._sanitize(self._parse_tree.cte)

    cte = _read_only("cte")


class MessageIDHeader(_TreeHeader):
    """The id of a message."""

    value_parser = staticmethod(tree.read_message_id)


_default_header_map = {name: cls for cls, names in {
    UniqueUnstructuredHeader: "subject",
    UniqueDateHeader: "date orig-date",
    DateHeader: "resent-date",
    UniqueSingleAddressHeader: "sender",
    SingleAddressHeader: "resent-sender",
    UniqueAddressHeader: "to cc bcc from reply-to",
    AddressHeader: "resent-to resent-cc resent-bcc resent-from",
    MIMEVersionHeader: "mime-version",
    ContentTypeHeader: "content-type",
    ContentDispositionHeader: "content-disposition",
    ContentTransferEncodingHeader: "content-transfer-encoding",
    MessageIDHeader: "message-id",
}.items() for name in names.split()}


class HeaderRegistry:
    """Makes headers: registry(name, value). The class is the one for the name, or default_class,
    and base_class."""

    def __init__(self, base_class=BaseHeader, default_class=UnstructuredHeader,
                 use_default_map=True):
        self.base_class, self.default_class = base_class, default_class
        self.registry = dict(_default_header_map) if use_default_map else {}

    def map_to_type(self, name, cls):
        """Use this class for headers of this name."""
        self.registry[name.lower()] = cls

    def __getitem__(self, name):
        special = self.registry.get(name.lower(), self.default_class)
        return type(f"_{special.__name__}", (special, self.base_class), {})

    def __call__(self, name, value):
        return self[name](name, value)


def __getattr__(name):
    if name == "parser":
        from email import _header_value_parser
        return _header_value_parser
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
