"""Addresses by the names of CPython's module, for programs that read them with it: Django does.

Each function gives what it has read, and the text behind it. The trees are those of _header_tree."""

from email import _header_tree as tree, errors


class _Address:
    """A mailbox, or the part of one that says where the mail goes."""

    display_name = None

    def __init__(self, node, local_part, domain, route=None):
        self._node, self.local_part, self.domain, self.route = node, local_part, domain, route
        self.all_defects = node.all_defects
        self.token_type = node.kind

    def __str__(self):
        return str(self._node)

    @property
    def addr_spec(self):
        local = self.local_part
        if local is None:  # nobody: where mail about mail comes from
            return "<>"
        if set(local) & tree.DOT_ATOM_ENDS:
            local = tree.quote_string(local)
        return local if self.domain is None else f"{local}@{self.domain}"


def get_addr_spec(value):
    """local-part@domain"""
    reader = tree.Reader(value)
    if not value.strip():
        raise errors.HeaderParseError(f"expected local-part but found '{value}'")
    spec = reader.addr_spec()
    return _Address(spec, *tree.spec_parts(spec)), reader.rest


def get_angle_addr(value):
    """<local-part@domain>, perhaps with a route before it."""
    reader = tree.Reader(value)
    angle = reader.attempt(reader.angle_addr)
    if angle is None:
        raise errors.HeaderParseError(f"expected angle-addr but found '{value}'")
    return _in_angles(angle, angle), reader.rest


def _in_angles(node, angle):
    spec = angle.of_kind("addr-spec")
    parts = tree.spec_parts(spec) if spec is not None else (None, None)
    route = angle.of_kind("route")
    domains = route and ["".join(part.value.split()) for part in route if part.kind == "domain"]
    return _Address(node, *parts, domains)


def get_mailbox(value):
    """An address, perhaps with a name before it."""
    reader = tree.Reader(value)
    node = reader.attempt(reader.mailbox)
    if node is None:
        raise errors.HeaderParseError(f"expected mailbox but found '{value}'")
    angle = node.of_kind("angle-addr")
    if angle is None:
        mailbox = _Address(node, *tree.spec_parts(node.of_kind("addr-spec")))
    else:
        mailbox = _in_angles(node, angle)
        if node[0] is not angle:
            mailbox.display_name = tree.display_name(node[0])
    if any(isinstance(defect, errors.InvalidHeaderDefect) for defect in mailbox.all_defects):
        mailbox.token_type = "invalid-mailbox"
    return mailbox, reader.rest
