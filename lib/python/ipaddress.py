"""IPv4 and IPv6 addresses, networks, and interfaces, which are addresses in a network.

An address is a number, a network its first address and a mask. What both versions have in common is
in _BaseAddress and _BaseNetwork (in _ipaddress_base), what is of one version in _BaseV4 and
_BaseV6.
"""

import functools
from _ipaddress_base import (_MEANINGS, AddressValueError, NetmaskValueError, _BaseAddress,
                             _BaseNetwork, _Constants, _count_righthand_zero_bits, _IPAddressBase,
                             _is_number, _is_private, _lies_in, _of_both_ends,
                             _require_same_version)

__version__ = "1.0"

IPV4LENGTH = 32
IPV6LENGTH = 128


# ---- what the text may be ------------------------------------------------------------------------

def _first_that_takes(address, v4, v6, **options):
    for kind in (v4, v6):
        try:
            return kind(address, **options)
        except (AddressValueError, NetmaskValueError):
            pass
    return None


def ip_address(address):
    """An IPv4Address or IPv6Address of a text, a number or bytes; ValueError if it is neither."""
    found = _first_that_takes(address, IPv4Address, IPv6Address)
    if found is None:
        raise ValueError(f"{address!r} does not appear to be an IPv4 or IPv6 address")
    return found


def ip_network(address, strict=True):
    """An IPv4Network or IPv6Network; with strict, bits behind the prefix must be zero."""
    found = _first_that_takes(address, IPv4Network, IPv6Network, strict=strict)
    if found is None:
        raise ValueError(f"{address!r} does not appear to be an IPv4 or IPv6 network")
    return found


def ip_interface(address):
    """An IPv4Interface or IPv6Interface: an address with the network it is in."""
    found = _first_that_takes(address, IPv4Interface, IPv6Interface)
    if found is None:
        raise ValueError(f"{address!r} does not appear to be an IPv4 or IPv6 interface")
    return found


def v4_int_to_packed(address):
    """The four bytes of an address."""
    try:
        return address.to_bytes(4)
    except OverflowError:
        raise ValueError("Address negative or too large for IPv4")


def v6_int_to_packed(address):
    """The sixteen bytes of an address."""
    try:
        return address.to_bytes(16)
    except OverflowError:
        raise ValueError("Address negative or too large for IPv6")


# ---- ranges of addresses as networks -------------------------------------------------------------

def summarize_address_range(first, last):
    """Yields the networks that together have the addresses from the first to the last.

    >>> list(summarize_address_range(IPv4Address('192.0.2.0'), IPv4Address('192.0.2.130')))
    [IPv4Network('192.0.2.0/25'), IPv4Network('192.0.2.128/31'), IPv4Network('192.0.2.130/32')]
    """
    if not (isinstance(first, _BaseAddress) and isinstance(last, _BaseAddress)):
        raise TypeError("first and last must be IP addresses, not networks")
    _require_same_version(first, last)
    if last < first:
        raise ValueError("last IP address must be greater than first")
    if first.version not in (4, 6):
        raise ValueError("unknown IP version")
    network = IPv4Network if first.version == 4 else IPv6Network
    bits, low, high = first._max_prefixlen, first._ip, last._ip
    while low <= high:
        size = min(_count_righthand_zero_bits(low, bits), (high - low + 1).bit_length() - 1)
        yield network((low, bits - size))
        low += 1 << size
        if low - 1 == network._ALL_ONES:
            break


def _find_address_range(addresses):
    """The first and last of each run of neighbours in addresses that are sorted."""
    first = last = None
    for address in addresses:
        if last is None:
            first = address
        elif address._ip != last._ip + 1:
            yield first, last
            first = address
        last = address
    if last is not None:
        yield first, last


def _collapse(networks):
    """Networks without those that others hold, neighbours joined; sorted."""
    todo, joined = list(networks), {}
    while todo:
        network = todo.pop()
        supernet = network.supernet()
        other = joined.get(supernet)
        if other is None:
            joined[supernet] = network
        elif other != network:
            del joined[supernet]
            todo.append(supernet)
    last = None
    for network in sorted(joined.values()):
        if last is not None and last.broadcast_address >= network.broadcast_address:
            continue
        yield network
        last = network


def collapse_addresses(addresses):
    """Yields as few networks as have all these addresses and networks, which are of one version."""
    singles, networks = [], []
    for item in addresses:
        if isinstance(item, _BaseAddress):
            kind = singles
        elif item._prefixlen == item._max_prefixlen:
            kind, item = singles, getattr(item, "ip", None) or item.network_address
        else:
            kind = networks
        if kind:
            _require_same_version(item, kind[-1])
        kind.append(item)
    for first, last in _find_address_range(sorted(set(singles))):
        networks.extend(summarize_address_range(first, last))
    return _collapse(networks)


def get_mixed_type_key(obj):
    """A key to sort addresses and networks together, which cannot be compared."""
    if isinstance(obj, _BaseNetwork):
        return obj._get_networks_key()
    if isinstance(obj, _BaseAddress):
        return obj._get_address_key()
    return NotImplemented


# ---- version 4 -----------------------------------------------------------------------------------

class _BaseV4:
    """What IPv4 addresses and networks have in common."""

    __slots__ = ()
    version = 4
    _ALL_ONES = 2 ** IPV4LENGTH - 1
    _max_prefixlen = IPV4LENGTH
    _netmask_cache = {}

    def _explode_shorthand_ip_string(self):
        return str(self)

    @classmethod
    def _prefix_from_string(cls, text):
        try:
            return cls._prefix_from_prefix_string(text)
        except NetmaskValueError:
            return cls._prefix_from_ip_string(text)

    @classmethod
    def _ip_int_from_string(cls, ip_str):
        if not ip_str:
            raise AddressValueError("Address cannot be empty")
        octets = ip_str.split(".")
        if len(octets) != 4:
            raise AddressValueError("Expected 4 octets in %r" % ip_str)
        try:
            return int.from_bytes(map(cls._parse_octet, octets))
        except ValueError as error:
            raise AddressValueError("%s in %r" % (error, ip_str)) from None

    @classmethod
    def _parse_octet(cls, octet_str):
        complaint = None
        if not octet_str:
            complaint = "Empty octet not permitted"
        elif not (octet_str.isascii() and octet_str.isdigit()):
            complaint = f"Only decimal digits permitted in {octet_str!r}"
        elif len(octet_str) > 3:
            complaint = f"At most 3 characters permitted in {octet_str!r}"
        elif octet_str[0] == "0" and octet_str != "0":
            complaint = f"Leading zeros are not permitted in {octet_str!r}"
        elif int(octet_str) > 255:
            complaint = f"Octet {octet_str} (> 255) not permitted"
        if complaint:
            raise ValueError(complaint)
        return int(octet_str)

    @classmethod
    def _string_from_ip_int(cls, ip_int):
        return ".".join(map(str, ip_int.to_bytes(4)))

    def _reverse_pointer(self):
        return ".".join(reversed(str(self).split("."))) + ".in-addr.arpa"

    @property
    def max_prefixlen(self):
        return self._max_prefixlen


class IPv4Address(_BaseV4, _BaseAddress):
    """An IPv4 address, of a text, a number or four bytes."""

    __slots__ = ("_ip", "__weakref__")

    def __init__(self, address):
        self._ip = self._number(address)

    @property
    def packed(self):
        """The four bytes."""
        return v4_int_to_packed(self._ip)

    @property
    @functools.lru_cache()
    def is_private(self):
        """Whether the address is for private use, as the registry of IANA says."""
        return _is_private(self, self._constants)

    @property
    @functools.lru_cache()
    def is_global(self):
        """Whether the address is for public use, as the registry of IANA says."""
        return self not in self._constants._public_network and not self.is_private

    is_reserved = _lies_in("_reserved_network", "is_reserved")
    is_multicast = _lies_in("_multicast_network", "is_multicast")
    is_loopback = _lies_in("_loopback_network", "is_loopback")
    is_link_local = _lies_in("_linklocal_network", "is_link_local")

    is_unspecified = property(lambda self: self == self._constants._unspecified_address,
                              doc=f"Whether the address is {_MEANINGS['is_unspecified']}.")

    @property
    def ipv6_mapped(self):
        """The IPv6 address that stands for this one: ::ffff:1.2.3.4."""
        return IPv6Address(f"::ffff:{self}")


class _Interface:
    """An address in a network: compared by both, the address first."""

    def __init__(self, address):
        text, mask = self._split_addr_prefix(address)
        self._address_class.__init__(self, text)
        self.network = self._network_class((text, mask), strict=False)
        self.netmask, self._prefixlen = self.network.netmask, self.network.prefixlen

    @property
    def hostmask(self):
        return self.network.hostmask

    @property
    def ip(self):
        return self._address_class(self._ip)

    def _with(self, mask):
        return f"{self._string_from_ip_int(self._ip)}/{mask}"

    with_prefixlen = property(lambda self: self._with(self._prefixlen))
    with_netmask = property(lambda self: self._with(self.netmask))
    with_hostmask = property(lambda self: self._with(self.hostmask))

    def __str__(self):
        return self._with(self._prefixlen)

    def __eq__(self, other):
        equal = self._address_class.__eq__(self, other)
        if equal is NotImplemented or not equal:
            return equal
        try:
            return self.network == other.network
        except AttributeError:
            return False  # an address is no interface

    def __lt__(self, other):
        less = self._address_class.__lt__(self, other)
        if less is NotImplemented:
            return NotImplemented
        try:
            return self.network < other.network or self.network == other.network and less
        except AttributeError:
            return False

    def __hash__(self):
        return hash((self._ip, self._prefixlen, int(self.network.network_address)))

    __reduce__ = _IPAddressBase.__reduce__


_BaseV4._mask_class = IPv4Address


class IPv4Interface(_Interface, IPv4Address):
    _address_class = IPv4Address


class IPv4Network(_BaseV4, _BaseNetwork):
    """An IPv4 network: ip_network('192.0.2.0/27'), or with a mask, '192.0.2.0/255.255.255.224'."""

    _address_class = IPv4Address

    @property
    @functools.lru_cache()
    def is_global(self):
        """Whether the network is for public use, as the registry of IANA says."""
        return not self._lies_in_one([self._constants._public_network]) and not self.is_private


_IPv4Constants = _Constants(
    (IPv4Address, IPv4Network),
    _linklocal_network="169.254.0.0/16",
    _loopback_network="127.0.0.0/8",
    _multicast_network="224.0.0.0/4",
    _public_network="100.64.0.0/10",
    # Not globally reachable: https://www.iana.org/assignments/iana-ipv4-special-registry/
    _private_networks=(
        "0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.0.170/31", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "240.0.0.0/4", "255.255.255.255/32"),
    _private_networks_exceptions=("192.0.0.9/32", "192.0.0.10/32"),
    _reserved_network="240.0.0.0/4",
    _unspecified_address="0.0.0.0")
IPv4Interface._network_class = IPv4Network
IPv4Address._constants = _IPv4Constants
IPv4Network._constants = _IPv4Constants


# ---- version 6 -----------------------------------------------------------------------------------

class _BaseV6:
    """What IPv6 addresses and networks have in common."""

    __slots__ = ()
    version = 6
    _ALL_ONES = 2 ** IPV6LENGTH - 1
    _HEXTET_COUNT = 8
    _HEX_DIGITS = frozenset("0123456789ABCDEFabcdef")
    _max_prefixlen = IPV6LENGTH
    _netmask_cache = {}

    @classmethod
    def _prefix_from_string(cls, text):
        return cls._prefix_from_prefix_string(text)

    @classmethod
    def _ip_int_from_string(cls, ip_str):
        if not ip_str:
            raise AddressValueError("Address cannot be empty")
        if len(ip_str) > 45:
            if len(ip_str) > 100:
                ip_str = f"{ip_str[:45]}({len(ip_str) - 90} chars elided){ip_str[-45:]}"
            raise AddressValueError(f"At most 45 characters expected in {ip_str!r}")
        try:
            number = 0
            for hextet in cls._split_hextets(ip_str):
                number = number << 16 | cls._parse_hextet(hextet)
            return number
        except ValueError as error:
            raise AddressValueError(f"{error} in {ip_str!r}") from None

    @classmethod
    def _split_hextets(cls, ip_str):
        """The eight hextets of a text; ValueError says what is wrong."""
        parts = ip_str.split(":")
        if len(parts) < 3:
            raise ValueError("At least 3 parts expected")
        if "." in parts[-1]:
            v4 = "%08x" % int(IPv4Address(parts.pop()))
            parts += [v4[:4], v4[4:]]
        if len(parts) > cls._HEXTET_COUNT + 1:
            raise ValueError(f"At most {cls._HEXTET_COUNT} colons permitted")
        # An empty part in the middle stands for the zeros that are left out.
        empty = [i for i in range(1, len(parts) - 1) if not parts[i]]
        if len(empty) > 1:
            raise ValueError("At most one '::' permitted")
        before, after = parts, []
        if empty:
            before, after = parts[:empty[0]], parts[empty[0] + 1:]
            if before == [""]:
                before = []
            if after == [""]:
                after = []
        elif len(parts) != cls._HEXTET_COUNT:
            raise ValueError(f"Exactly {cls._HEXTET_COUNT} parts expected without '::'")
        if before and not before[0]:
            raise ValueError("Leading ':' only permitted as part of '::'")
        ends = before + after
        if ends and not ends[-1]:
            raise ValueError("Trailing ':' only permitted as part of '::'")
        skipped = cls._HEXTET_COUNT - len(ends)
        if empty and skipped < 1:
            raise ValueError(f"Expected at most {cls._HEXTET_COUNT - 1} other parts with '::'")
        return before + ["0"] * skipped + after

    @classmethod
    def _parse_hextet(cls, hextet_str):
        if not cls._HEX_DIGITS.issuperset(hextet_str):
            raise ValueError("Only hex digits permitted in %r" % hextet_str)
        if len(hextet_str) > 4:
            raise ValueError("At most 4 characters permitted in %r" % hextet_str)
        return int(hextet_str, 16)

    @classmethod
    def _compress_hextets(cls, hextets):
        """The longest run of zeros, of two at least, becomes an empty string."""
        best_at = best_length = length = 0
        for i, hextet in enumerate(hextets):
            length = length + 1 if hextet == "0" else 0
            if length > best_length:
                best_at, best_length = i - length + 1, length
        if best_length > 1:
            end = best_at + best_length
            hextets = ([""] if best_at == 0 else hextets[:best_at]) + [""] + (hextets[end:] or [""])
        return hextets

    @classmethod
    def _string_from_ip_int(cls, ip_int=None):
        if ip_int is None:
            ip_int = int(cls._ip)
        if ip_int > cls._ALL_ONES:
            raise ValueError("IPv6 address is too large")
        hextets = ["%x" % (ip_int >> shift & 0xFFFF) for shift in range(112, -1, -16)]
        return ":".join(cls._compress_hextets(hextets))

    def _explode_shorthand_ip_string(self):
        number = (self.network_address if isinstance(self, IPv6Network) else self)._ip
        hexadecimal = "%032x" % number
        exploded = ":".join(hexadecimal[i:i + 4] for i in range(0, 32, 4))
        if isinstance(self, (_BaseNetwork, IPv6Interface)):
            return "%s/%d" % (exploded, self._prefixlen)
        return exploded

    def _reverse_pointer(self):
        number = (self.network_address if isinstance(self, IPv6Network) else self)._ip
        return ".".join(reversed("%032x" % number)) + ".ip6.arpa"

    @staticmethod
    def _split_scope_id(ip_str):
        addr, found, scope_id = ip_str.partition("%")
        if not found:
            return addr, None
        if not scope_id or "%" in scope_id:
            raise AddressValueError('Invalid IPv6 address: "%r"' % ip_str)
        return addr, scope_id

    @property
    def max_prefixlen(self):
        return self._max_prefixlen


def _as_mapped(name, own):
    """A property that an address which holds an IPv4 address takes from that."""
    def value(address):
        mapped = address.ipv4_mapped
        return own.fget(address) if mapped is None else getattr(mapped, name)
    return property(value, doc=own.__doc__)


class IPv6Address(_BaseV6, _BaseAddress):
    """An IPv6 address, of a text (which may end in %SCOPE), a number or sixteen bytes."""

    __slots__ = ("_ip", "_scope_id", "__weakref__")

    def __init__(self, address):
        self._scope_id = None
        if not isinstance(address, (int, bytes)) and "/" not in str(address):
            address, self._scope_id = self._split_scope_id(str(address))
        self._ip = self._number(address)

    def _explode_shorthand_ip_string(self):
        mapped = self.ipv4_mapped
        if mapped is None:
            return super()._explode_shorthand_ip_string()
        return "0000:0000:0000:0000:0000:ffff:%s" % mapped

    def _ipv4_mapped_ipv6_to_str(self):
        mapped = self.ipv4_mapped
        if mapped is None:
            raise AddressValueError("Can not apply to non-IPv4-mapped IPv6 address %s" % str(self))
        return "::ffff:%s" % mapped

    def __str__(self):
        is_mapped = self.ipv4_mapped is not None
        text = self._ipv4_mapped_ipv6_to_str() if is_mapped else super().__str__()
        return f"{text}%{self._scope_id}" if self._scope_id else text

    def __hash__(self):
        return hash((self._ip, self._scope_id))

    def __eq__(self, other):
        equal = super().__eq__(other)
        if equal is NotImplemented or not equal:
            return equal
        return self._scope_id == getattr(other, "_scope_id", None)

    def __reduce__(self):
        return self.__class__, (str(self),)

    @property
    def scope_id(self):
        """What stands behind % in the text, or None."""
        return self._scope_id

    @property
    def packed(self):
        """The sixteen bytes."""
        return v6_int_to_packed(self._ip)

    is_multicast = _as_mapped("is_multicast", _lies_in("_multicast_network", "is_multicast"))
    is_link_local = _as_mapped("is_link_local", _lies_in("_linklocal_network", "is_link_local"))
    is_site_local = _lies_in("_sitelocal_network", "is_site_local")
    is_unspecified = _as_mapped("is_unspecified", _is_number(0, "is_unspecified"))
    is_loopback = _as_mapped("is_loopback", _is_number(1, "is_loopback"))
    is_reserved = _as_mapped("is_reserved", property(
        lambda self: any(self in network for network in self._constants._reserved_networks),
        doc=f"Whether the address is {_MEANINGS['is_reserved']}."))
    is_private = _as_mapped("is_private", property(
        lambda self: _is_private(self, self._constants), doc=IPv4Address.is_private.__doc__))
    is_global = _as_mapped("is_global", property(
        lambda self: not self.is_private, doc=IPv4Address.is_global.__doc__))

    @property
    def ipv4_mapped(self):
        """The IPv4 address of ::ffff:1.2.3.4, else None."""
        return IPv4Address(self._ip & 0xFFFFFFFF) if self._ip >> 32 == 0xFFFF else None

    @property
    def teredo(self):
        """The addresses of the server and the client if this is a Teredo address, else None."""
        if self._ip >> 96 != 0x20010000:
            return None
        return IPv4Address(self._ip >> 64 & 0xFFFFFFFF), IPv4Address(~self._ip & 0xFFFFFFFF)

    @property
    def sixtofour(self):
        """The IPv4 address of a 6to4 address, else None."""
        return IPv4Address(self._ip >> 80 & 0xFFFFFFFF) if self._ip >> 112 == 0x2002 else None


_BaseV6._mask_class = IPv6Address


class IPv6Interface(_Interface, IPv6Address):
    _address_class = IPv6Address

    def __str__(self):
        return "%s/%d" % (IPv6Address.__str__(self), self._prefixlen)

    def __hash__(self):
        return hash((self._ip, self._prefixlen, int(self.network.network_address)))

    @property
    def is_unspecified(self):
        return self._ip == 0 and self.network.is_unspecified

    @property
    def is_loopback(self):
        return IPv6Address.is_loopback.fget(self) and self.network.is_loopback


class IPv6Network(_BaseV6, _BaseNetwork):
    """An IPv6 network: ip_network('2001:db8::/32')."""

    _address_class = IPv6Address

    def hosts(self):
        """The addresses for hosts: not the first one, which is any router."""
        return self._addresses(1, 1)

    is_site_local = _of_both_ends("is_site_local")


_IPv6Constants = _Constants(
    (IPv6Address, IPv6Network),
    _linklocal_network="fe80::/10",
    _multicast_network="ff00::/8",
    # Not globally reachable: https://www.iana.org/assignments/iana-ipv6-special-registry/
    _private_networks=(
        "::1/128", "::/128", "::ffff:0:0/96", "64:ff9b:1::/48", "100::/64", "2001::/23",
        "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10"),
    _private_networks_exceptions=(
        "2001:1::1/128", "2001:1::2/128", "2001:3::/32", "2001:4:112::/48", "2001:20::/28",
        "2001:30::/28"),
    _reserved_networks=(
        "::/8", "100::/8", "200::/7", "400::/6", "800::/5", "1000::/4", "4000::/3", "6000::/3",
        "8000::/3", "A000::/3", "C000::/3", "E000::/4", "F000::/5", "F800::/6", "FE00::/9"),
    _sitelocal_network="fec0::/10")
IPv6Interface._network_class = IPv6Network
IPv6Address._constants = _IPv6Constants
IPv6Network._constants = _IPv6Constants
