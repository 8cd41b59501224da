# Datagrams, sockets in the file system, files sent whole, several addresses, buffered protocols.
import asyncio
import io
import os
import socket
import tempfile
from asyncio import staggered


class Echo(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        self.transport.sendto(data.upper(), addr)


class Listener(asyncio.DatagramProtocol):
    def __init__(self):
        self.got = asyncio.get_running_loop().create_future()
        self.lost = asyncio.get_running_loop().create_future()

    def datagram_received(self, data, addr):
        self.got.set_result(data)

    def connection_lost(self, exc):
        self.lost.set_result(exc)


async def datagrams():
    loop = asyncio.get_running_loop()
    server, _ = await loop.create_datagram_endpoint(Echo, local_addr=("127.0.0.1", 0))
    client, listener = await loop.create_datagram_endpoint(
        Listener, remote_addr=server.get_extra_info("sockname"))
    client.sendto(b"ping")
    print(await listener.got, client.get_write_buffer_size())  # expect: b'PING' 0
    client.close()
    server.close()
    print(await listener.lost, client.is_closing())  # expect: None True
    for wrong in ({}, {"local_addr": "x"}, {"family": socket.AF_INET, "sock": socket.socket()},
                  {"local_addr": ("127.0.0.1", 0), "remote_addr": ("::1", 1)}):
        try:
            await loop.create_datagram_endpoint(Listener, **wrong)
        except (ValueError, TypeError) as error:
            print(type(error).__name__, str(error).partition(", got")[0])
            # expect: ValueError unexpected address family
            # expect: TypeError 2-tuple is expected
            # expect: ValueError A datagram socket was expected
            # expect: ValueError can not get address information
        if "sock" in wrong:
            wrong["sock"].close()


class Collect(asyncio.BufferedProtocol):
    """Gets what arrives in a buffer of four bytes."""

    def __init__(self):
        self.buffer, self.data = bytearray(4), b""
        self.done = asyncio.get_running_loop().create_future()

    def get_buffer(self, sizehint):
        return self.buffer

    def buffer_updated(self, nbytes):
        self.data += self.buffer[:nbytes]

    def connection_lost(self, exc):
        self.done.set_result(self.data)


async def files_and_unix_sockets(folder):
    loop = asyncio.get_running_loop()
    path, collectors = os.path.join(folder, "socket"), []

    def factory():
        collectors.append(Collect())
        return collectors[-1]
    server = await loop.create_unix_server(factory, path)
    print(os.path.exists(path), server.is_serving(), len(server.sockets))  # expect: True True 1
    transport, _ = await loop.create_unix_connection(asyncio.Protocol, path)
    transport.write(b"begin ")
    with open(os.path.join(folder, "file"), "w+b") as file:
        file.write(b"0123456789" * 3)
        file.flush()
        print(await loop.sendfile(transport, file, 5, 10), file.tell())  # expect: 10 15
    with io.BytesIO(b" from memory") as file:
        print(await loop.sendfile(transport, file))  # expect: 12
    transport.write(b" end")
    transport.close()
    while not collectors:
        await asyncio.sleep(0.001)
    print(await collectors[0].done)  # expect: b'begin 5678901234 from memory end'
    server.close()
    await server.wait_closed()
    print(os.path.exists(path), server.sockets)  # expect: False ()


async def addresses():
    async def hello(reader, writer):
        writer.write(b"hello")
        writer.close()
    server = await asyncio.start_server(hello, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    loop = asyncio.get_running_loop()
    real = loop.getaddrinfo

    async def several(host, port, **kwargs):  # nobody is at the first one
        if host != "example":
            return await real(host, port, **kwargs)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port))
                for each in ("127.0.0.9", "127.0.0.1")]
    loop.getaddrinfo = several
    for options in ({}, {"happy_eyeballs_delay": 0.05}):
        reader, writer = await asyncio.open_connection("example", port, **options)
        print(await reader.read(), writer.get_extra_info("peername")[0])
        sock = writer.get_extra_info("socket")
        print(sock.family == socket.AF_INET, sock.gettimeout(), hasattr(sock, "recv"))
        # expect: b'hello' 127.0.0.1
        # expect: True 0 False
        # expect: b'hello' 127.0.0.1
        # expect: True 0 False
        writer.close()
        await writer.wait_closed()
    server.close()
    await server.wait_closed()
    try:
        await asyncio.open_connection("example", port)
    except OSError as error:
        print(str(error).startswith("Multiple exceptions: "))  # expect: True
    for wrong in ({"host": "x", "sock": 1}, {}, {"host": "x", "server_hostname": "y"}):
        try:
            await asyncio.open_connection(**wrong)
        except ValueError as error:
            print(error)
            # expect: host/port and sock can not be specified at the same time
            # expect: host and port was not specified and no sock specified
            # expect: server_hostname is only meaningful with ssl


async def race():
    async def run(delay, result):
        await asyncio.sleep(delay)
        if result is None:
            raise ValueError
        return result
    runners = [lambda: run(0.001, None), lambda: run(10, "late"), lambda: run(0.001, "won")]
    print(await staggered.staggered_race(runners, 0.01))  # expect: ('won', 2, [ValueError(), CancelledError(), None])
    print(await staggered.staggered_race(runners[:1], None))  # expect: (None, None, [ValueError()])


asyncio.run(datagrams())
with tempfile.TemporaryDirectory() as folder:
    asyncio.run(files_and_unix_sockets(folder))
asyncio.run(addresses())
asyncio.run(race())
