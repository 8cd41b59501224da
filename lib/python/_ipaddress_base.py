"""What addresses and networks of both versions have in common: the ground of ipaddress."""

import functools

__name__ = "ipaddress"


class AddressValueError(ValueError):
    """A text or number that is no address."""


class NetmaskValueError(ValueError):
    """A text or number that is no netmask."""


def _split_optional_netmask(address):
    parts = str(address).split("/")
    if len(parts) > 2:
        raise AddressValueError(f"Only one '/' permitted in {address!r}")
    return parts


def _count_righthand_zero_bits(number, bits):
    return bits if number == 0 else min(bits, (number & -number).bit_length() - 1)


def _require_same_version(a, b, what="version"):
    if a.version != b.version:
        raise TypeError(f"{a} and {b} are not of the same {what}")


class _IPAddressBase:
    """What addresses and networks of both versions have in common."""

    __slots__ = ()

    @property
    def compressed(self):
        """The text in its short form."""
        return str(self)

    @property
    def exploded(self):
        """The text in its long form."""
        return self._explode_shorthand_ip_string()

    @property
    def reverse_pointer(self):
        """The name that is asked of the DNS for the name of this address.

        >>> ip_address("127.0.0.1").reverse_pointer
        '1.0.0.127.in-addr.arpa'
        """
        return self._reverse_pointer()

    @property
    def version(self):
        raise NotImplementedError("%200s has no version specified" % (type(self),))

    def _check_int_address(self, address):
        if address < 0:
            raise AddressValueError("%d (< 0) is not permitted as an IPv%d address"
                                    % (address, self.version))
        if address > self._ALL_ONES:
            raise AddressValueError("%d (>= 2**%d) is not permitted as an IPv%d address"
                                    % (address, self._max_prefixlen, self.version))

    def _check_packed_address(self, address, expected_len):
        if len(address) != expected_len:
            raise AddressValueError("%r (len %d != %d) is not permitted as an IPv%d address"
                                    % (address, len(address), expected_len, self.version))

    @classmethod
    def _ip_int_from_prefix(cls, prefixlen):
        return cls._ALL_ONES ^ (cls._ALL_ONES >> prefixlen)

    @classmethod
    def _prefix_from_ip_int(cls, ip_int):
        """The length of a netmask; ValueError if ones and zeros are mixed."""
        zeros = _count_righthand_zero_bits(ip_int, cls._max_prefixlen)
        prefixlen = cls._max_prefixlen - zeros
        if ip_int >> zeros != (1 << prefixlen) - 1:
            raise ValueError("Netmask pattern %r mixes zeroes & ones"
                             % ip_int.to_bytes(cls._max_prefixlen // 8))
        return prefixlen

    @classmethod
    def _report_invalid_netmask(cls, netmask_str):
        raise NetmaskValueError("%r is not a valid netmask" % netmask_str) from None

    @classmethod
    def _prefix_from_prefix_string(cls, prefixlen_str):
        prefixlen = None
        if prefixlen_str.isascii() and prefixlen_str.isdigit():
            try:
                prefixlen = int(prefixlen_str)
            except ValueError:      # too many digits
                pass
        if prefixlen is None or prefixlen > cls._max_prefixlen:
            cls._report_invalid_netmask(prefixlen_str)
        return prefixlen

    @classmethod
    def _prefix_from_ip_string(cls, ip_str):
        """The length that a netmask or a hostmask in dotted form stands for."""
        try:
            ip_int = cls._ip_int_from_string(ip_str)
        except AddressValueError:
            cls._report_invalid_netmask(ip_str)
        for mask in (ip_int, ip_int ^ cls._ALL_ONES):
            try:
                return cls._prefix_from_ip_int(mask)
            except ValueError:
                pass
        cls._report_invalid_netmask(ip_str)

    @classmethod
    def _make_netmask(cls, arg):
        """(netmask, length) of a length or a mask."""
        if arg not in cls._netmask_cache:
            prefixlen = arg
            if not isinstance(arg, int):
                prefixlen = cls._prefix_from_string(arg)
            elif not 0 <= arg <= cls._max_prefixlen:
                cls._report_invalid_netmask(arg)
            mask = cls._mask_class(cls._ip_int_from_prefix(prefixlen))
            cls._netmask_cache[arg] = mask, prefixlen
        return cls._netmask_cache[arg]

    @classmethod
    def _split_addr_prefix(cls, address):
        """(address, length of the prefix or mask) of what a network is made of."""
        if isinstance(address, (bytes, int)):
            return address, cls._max_prefixlen
        parts = address if isinstance(address, tuple) else _split_optional_netmask(address)
        return (*parts, cls._max_prefixlen)[:2]

    def __reduce__(self):
        return self.__class__, (str(self),)


@functools.total_ordering
class _BaseAddress(_IPAddressBase):
    """What addresses of both versions have in common: the number _ip."""

    __slots__ = ()

    def _number(self, address):
        """The number that an int, bytes or a text stand for."""
        if isinstance(address, int):
            self._check_int_address(address)
            return address
        if isinstance(address, bytes):
            self._check_packed_address(address, self._max_prefixlen // 8)
            return int.from_bytes(address)
        if "/" in str(address):
            raise AddressValueError(f"Unexpected '/' in {address!r}")
        return self._ip_int_from_string(str(address))

    def __repr__(self):
        return f"{self.__class__.__name__}({str(self)!r})"

    def __str__(self):
        return self._string_from_ip_int(self._ip)

    def __int__(self):
        return self._ip

    def __hash__(self):
        return hash(hex(self._ip))

    def __eq__(self, other):
        try:
            return self._ip == other._ip and self.version == other.version
        except AttributeError:
            return NotImplemented

    def __lt__(self, other):
        if not isinstance(other, _BaseAddress):
            return NotImplemented
        _require_same_version(self, other)
        return self._ip < other._ip

    def __add__(self, other):
        return self.__class__(self._ip + other) if isinstance(other, int) else NotImplemented

    def __sub__(self, other):
        return self.__class__(self._ip - other) if isinstance(other, int) else NotImplemented

    def __reduce__(self):
        return self.__class__, (self._ip,)

    def _get_address_key(self):
        return self.version, self

    def __format__(self, fmt):
        """The address as text ("s"), or as a number with all its digits: "b", "x", "X", or "n" for
        what is usual.

        "#" says the base, "_" groups digits."""
        if not fmt or fmt[-1] == "s":
            return format(str(self), fmt)
        import re
        match = re.fullmatch("(#?)(_?)([xbnX])", fmt)
        if not match:
            return super().__format__(fmt)
        alternate, grouping, base = match.groups()
        if base == "n":
            base = "b" if self.version == 4 else "x"
        width = self._max_prefixlen if base == "b" else self._max_prefixlen // 4
        if grouping:
            width += width // 4 - 1
        if alternate:
            width += 2
        return format(int(self), f"{alternate}0{width}{grouping}{base}")


_MEANINGS = {
    "is_reserved": "reserved by the IETF",
    "is_link_local": "for one link only",
    "is_site_local": "for one site only, as it was once",
    "is_multicast": "for many receivers",
    "is_unspecified": "the one that stands for none",
    "is_loopback": "the machine itself",
}


def _of_both_ends(name):
    """A property that a network has if its first and its last address have it."""
    def has(network):
        return (getattr(network.network_address, name)
                and getattr(network.broadcast_address, name))
    return property(has, doc=f"Whether the network is {_MEANINGS[name]}.")


@functools.total_ordering
class _BaseNetwork(_IPAddressBase):
    """What networks of both versions have in common: a network_address and a netmask."""

    def __init__(self, address, strict=True):
        """A network of a text ADDRESS/LENGTH or ADDRESS/MASK, of a tuple of these, or of an
        address alone; with strict, bits that the mask does not cover must be zero."""
        addr, mask = self._split_addr_prefix(address)
        self.network_address = self._address_class(addr)
        self.netmask, self._prefixlen = self._make_netmask(mask)
        masked = int(self.network_address) & int(self.netmask)
        if masked != int(self.network_address):
            if strict:
                raise ValueError(f"{self} has host bits set")
            self.network_address = self._address_class(masked)
        # One or two addresses are all hosts.
        if self._prefixlen == self._max_prefixlen - 1:
            self.hosts = self.__iter__
        elif self._prefixlen == self._max_prefixlen:
            self.hosts = lambda: [self._address_class(addr)]

    def __repr__(self):
        return f"{self.__class__.__name__}({str(self)!r})"

    def __str__(self):
        return f"{self.network_address}/{self.prefixlen}"

    def _addresses(self, first, end):
        """From so many after the first one to so many after the last one."""
        numbers = range(int(self.network_address) + first, int(self.broadcast_address) + end)
        return map(self._address_class, numbers)

    def __iter__(self):
        return self._addresses(0, 1)

    def hosts(self):
        """The addresses for hosts: not the first and the last one."""
        return self._addresses(1, 0)

    def __getitem__(self, n):
        if not -self.num_addresses <= n < self.num_addresses:
            raise IndexError("address out of range")
        return self._address_class(int(self.network_address) + n % self.num_addresses)

    def __lt__(self, other):
        if not isinstance(other, _BaseNetwork):
            return NotImplemented
        _require_same_version(self, other)
        return self._get_networks_key() < other._get_networks_key()

    def __eq__(self, other):
        try:
            return (self.version == other.version and self.network_address == other.network_address
                    and int(self.netmask) == int(other.netmask))
        except AttributeError:
            return NotImplemented

    def __hash__(self):
        return hash(int(self.network_address) ^ int(self.netmask))

    def __contains__(self, other):
        if self.version != other.version or isinstance(other, _BaseNetwork):
            return False
        return other._ip & self.netmask._ip == self.network_address._ip

    def overlaps(self, other):
        """Whether some address is in both networks."""
        return (self.network_address in other or self.broadcast_address in other
                or other.network_address in self or other.broadcast_address in self)

    @property
    def _address_class(self):
        raise NotImplementedError("%200s has no associated address class" % (type(self),))

    @functools.cached_property
    def hostmask(self):
        return self._address_class(int(self.netmask) ^ self._ALL_ONES)

    @functools.cached_property
    def broadcast_address(self):
        return self._address_class(int(self.network_address) | int(self.hostmask))

    @property
    def num_addresses(self):
        """How many addresses there are, the first and the last one included."""
        return int(self.hostmask) + 1

    @property
    def prefixlen(self):
        return self._prefixlen

    with_prefixlen = property(lambda self: f"{self.network_address}/{self._prefixlen}")
    with_netmask = property(lambda self: f"{self.network_address}/{self.netmask}")
    with_hostmask = property(lambda self: f"{self.network_address}/{self.hostmask}")

    def address_exclude(self, other):
        """Yields the networks that are left of this one without another in it.

        >>> list(ip_network('192.0.2.0/28').address_exclude(ip_network('192.0.2.8/29')))
        [IPv4Network('192.0.2.0/29')]
        """
        _require_same_version(self, other)
        if not isinstance(other, _BaseNetwork):
            raise TypeError(f"{other} is not a network object")
        if not other.subnet_of(self):
            raise ValueError(f"{other} not contained in {self}")
        rest = self
        while rest != other:
            left, right = rest.subnets()
            if other.subnet_of(left):
                yield right
                rest = left
            else:
                yield left
                rest = right

    def compare_networks(self, other):
        """-1, 0 or 1: how this network, its address first, compares with another."""
        _require_same_version(self, other, "type")
        ours, theirs = self._get_networks_key(), other._get_networks_key()
        return (ours > theirs) - (ours < theirs)

    def _get_networks_key(self):
        return self.version, self.network_address, self.netmask

    def subnets(self, prefixlen_diff=1, new_prefix=None):
        """Yields the networks that this one consists of, their prefix longer by so many bits."""
        if self._prefixlen == self._max_prefixlen:
            yield self
            return
        if new_prefix is not None:
            prefixlen_diff = self._difference(new_prefix - self._prefixlen, prefixlen_diff,
                                              "longer")
        if prefixlen_diff < 0:
            raise ValueError("prefix length diff must be > 0")
        prefixlen = self._prefixlen + prefixlen_diff
        if prefixlen > self._max_prefixlen:
            raise ValueError(f"prefix length diff {prefixlen} is invalid for netblock {self}")
        first = int(self.network_address)
        step = self.num_addresses >> prefixlen_diff
        for start in range(first, first + self.num_addresses, step):
            yield self.__class__((start, prefixlen))

    @staticmethod
    def _difference(wanted, prefixlen_diff, which):
        if wanted < 0:
            raise ValueError(f"new prefix must be {which}")
        if prefixlen_diff != 1:
            raise ValueError("cannot set prefixlen_diff and new_prefix")
        return wanted

    def supernet(self, prefixlen_diff=1, new_prefix=None):
        """The network that this one is a part of, its prefix shorter by so many bits."""
        if self._prefixlen == 0:
            return self
        if new_prefix is not None:
            prefixlen_diff = self._difference(self._prefixlen - new_prefix, prefixlen_diff,
                                              "shorter")
        prefixlen = self.prefixlen - prefixlen_diff
        if prefixlen < 0:
            raise ValueError(f"current prefixlen is {self.prefixlen}, cannot have a prefixlen_diff "
                             f"of {prefixlen_diff}")
        first = int(self.network_address) & int(self.netmask) << prefixlen_diff
        return self.__class__((first, prefixlen))

    @staticmethod
    def _is_subnet_of(a, b):
        try:
            _require_same_version(a, b)
            return (b.network_address <= a.network_address
                    and a.broadcast_address <= b.broadcast_address)
        except AttributeError:
            raise TypeError(f"Unable to test subnet containment between {a} and {b}")

    def subnet_of(self, other):
        """Whether this network lies in the other."""
        return self._is_subnet_of(self, other)

    def supernet_of(self, other):
        """Whether the other network lies in this one."""
        return self._is_subnet_of(other, self)

    is_reserved = _of_both_ends("is_reserved")
    is_link_local = _of_both_ends("is_link_local")
    is_multicast = _of_both_ends("is_multicast")
    is_unspecified = _of_both_ends("is_unspecified")
    is_loopback = _of_both_ends("is_loopback")

    def _lies_in_one(self, networks):
        return any(self.network_address in network and self.broadcast_address in network
                   for network in networks)

    @property
    def is_private(self):
        """Whether the network is for private use, as the registry of IANA says."""
        exceptions = self._constants._private_networks_exceptions
        return (self._lies_in_one(self._constants._private_networks)
                and not any(end in network for network in exceptions
                            for end in (self.network_address, self.broadcast_address)))

    @property
    def is_global(self):
        """Whether the network is for public use, as the registry of IANA says."""
        return not self.is_private


class _Constants:
    """Special networks of one version: made from text when first asked for."""

    def __init__(self, make, **texts):
        self._make, self._texts = make, texts

    def __getattr__(self, name):
        try:
            text = self._texts[name]
        except KeyError:
            raise AttributeError(name) from None
        if name == "_unspecified_address":
            value = self._make[0](text)
        elif isinstance(text, str):
            value = self._make[1](text)
        else:
            value = [self._make[1](part) for part in text]
        setattr(self, name, value)
        return value


def _lies_in(network, name):
    """A property: whether the address is in that special network of its version."""
    return property(lambda self: self in getattr(self._constants, network),
                    doc=f"Whether the address is {_MEANINGS[name]}.")


def _is_number(number, name):
    """A property: whether the address is that number."""
    return property(lambda self: self._ip == number,
                    doc=f"Whether the address is {_MEANINGS[name]}.")


def _is_private(address, constants):
    return (any(address in network for network in constants._private_networks)
            and not any(address in network for network in constants._private_networks_exceptions))
