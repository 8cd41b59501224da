"""Addresses, networks and interfaces of both versions."""
import ipaddress
from ipaddress import ip_address, ip_interface, ip_network

print(repr(ip_address("192.0.2.1")), int(ip_address("::1")), ip_address(2 ** 32), ip_address(b"\x0a\0\0\1"))  # expect: IPv4Address('192.0.2.1') 1 ::1:0:0 10.0.0.1
network = ip_network("192.0.2.0/29")
print(list(network.hosts())[:2], network.num_addresses, network.netmask, network.broadcast_address)  # expect: [IPv4Address('192.0.2.1'), IPv4Address('192.0.2.2')] 8 255.255.255.248 192.0.2.7
print(list(network.subnets(new_prefix=30)), network.supernet(), network[-1], network.with_hostmask)  # expect: [IPv4Network('192.0.2.0/30'), IPv4Network('192.0.2.4/30')] 192.0.2.0/28 192.0.2.7 192.0.2.0/0.0.0.7
print(ip_address("192.0.2.5") in network, list(network.address_exclude(ip_network("192.0.2.2/32"))))  # expect: True [IPv4Network('192.0.2.4/30'), IPv4Network('192.0.2.0/31'), IPv4Network('192.0.2.3/32')]
print([a.compressed for a in ipaddress.collapse_addresses([ip_network("10.0.0.0/25"), ip_network("10.0.0.128/25")])])  # expect: ['10.0.0.0/24']
print([str(n) for n in ipaddress.summarize_address_range(ip_address("10.0.0.1"), ip_address("10.0.0.9"))])  # expect: ['10.0.0.1/32', '10.0.0.2/31', '10.0.0.4/30', '10.0.0.8/31']
print(ip_interface("10.1.2.3/255.255.0.0").network, ip_interface("fe80::1%eth0/64"), ip_address("2001:db8::1").exploded)  # expect: 10.1.0.0/16 fe80::1%eth0/64 2001:0db8:0000:0000:0000:0000:0000:0001
print(ip_address("::ffff:1.2.3.4").ipv4_mapped, ip_address("fe80::").is_link_local, ip_address("8.8.8.8").is_global)  # expect: 1.2.3.4 True True
print(f"{ip_address('1.2.3.4'):#_x} {ip_address('::1'):n}", ip_address("1.2.3.4").reverse_pointer)  # expect: 0x0102_0304 00000000000000000000000000000001 4.3.2.1.in-addr.arpa
print(sorted([ip_network("10.0.0.0/8"), ip_network("9.0.0.0/8")]), ip_address("1.1.1.1") + 1 > ip_address("1.1.1.1"))  # expect: [IPv4Network('9.0.0.0/8'), IPv4Network('10.0.0.0/8')] True
for text in ("1.2.3", "256.1.1.1", "01.1.1.1", "1::2::3", "1:2:3:4:5:6:7:8:9", ":1:2", "12345::", "", "1.2.3.4/33"):
    for kind in (ip_network, ipaddress.IPv4Address, ipaddress.IPv6Address):
        try:
            kind(text)
        except ValueError as error:
            print(error)
# expect: '1.2.3' does not appear to be an IPv4 or IPv6 network
# expect: Expected 4 octets in '1.2.3'
# expect: At least 3 parts expected in '1.2.3'
# expect: '256.1.1.1' does not appear to be an IPv4 or IPv6 network
# expect: Octet 256 (> 255) not permitted in '256.1.1.1'
# expect: At least 3 parts expected in '256.1.1.1'
# expect: '01.1.1.1' does not appear to be an IPv4 or IPv6 network
# expect: Leading zeros are not permitted in '01' in '01.1.1.1'
# expect: At least 3 parts expected in '01.1.1.1'
# expect: '1::2::3' does not appear to be an IPv4 or IPv6 network
# expect: Expected 4 octets in '1::2::3'
# expect: At most one '::' permitted in '1::2::3'
# expect: '1:2:3:4:5:6:7:8:9' does not appear to be an IPv4 or IPv6 network
# expect: Expected 4 octets in '1:2:3:4:5:6:7:8:9'
# expect: Exactly 8 parts expected without '::' in '1:2:3:4:5:6:7:8:9'
# expect: ':1:2' does not appear to be an IPv4 or IPv6 network
# expect: Expected 4 octets in ':1:2'
# expect: Exactly 8 parts expected without '::' in ':1:2'
# expect: '12345::' does not appear to be an IPv4 or IPv6 network
# expect: Expected 4 octets in '12345::'
# expect: At most 4 characters permitted in '12345' in '12345::'
# expect: '' does not appear to be an IPv4 or IPv6 network
# expect: Address cannot be empty
# expect: Address cannot be empty
# expect: '1.2.3.4/33' does not appear to be an IPv4 or IPv6 network
# expect: Unexpected '/' in '1.2.3.4/33'
# expect: Unexpected '/' in '1.2.3.4/33'
