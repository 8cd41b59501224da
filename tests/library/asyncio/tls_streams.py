# open_connection and start_server over TLS: lines, much data, facts, the end, errors.
import asyncio
import os
import ssl
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "ssl"))
import _tls


async def echo(reader, writer):
    try:
        while line := await reader.readline():
            writer.write(line.upper())
            await writer.drain()
        writer.close()
        await writer.wait_closed()
    except ssl.SSLError:
        pass


async def connect(server, **options):
    port = server.sockets[0].getsockname()[1]
    options = {"ssl": _tls.client_context(), "server_hostname": "localhost", **options}
    return await asyncio.open_connection("127.0.0.1", port, **options)


async def talk(server):
    reader, writer = await connect(server)
    writer.write(b"hello\n")
    print(await reader.readline())                            # expect: b'HELLO\n'
    writer.writelines([b"x" * 30000, b"y" * 20000, b"\n"])
    await writer.drain()
    print(len(await reader.readexactly(50001)))               # expect: 50001
    print(writer.get_extra_info("cipher")[1], writer.get_extra_info("ssl_object").version(),
          writer.get_extra_info("peercert")["serialNumber"], writer.can_write_eof())
    # expect: TLSv1.3 TLSv1.3 10 False
    print(writer.get_extra_info("peername") == server.sockets[0].getsockname(),
          writer.get_extra_info("nothing", "default"))        # expect: True default
    writer.close()
    await writer.wait_closed()
    print(await reader.read(), writer.is_closing())           # expect: b'' True


async def be_refused(server):
    for options in ({"server_hostname": "elsewhere"}, {"ssl": True},
                    {"ssl_handshake_timeout": 0}, {"ssl": None, "server_hostname": "x"}):
        try:
            await connect(server, **options)
        except ssl.SSLCertVerificationError as error:
            print(error.verify_message)
        except ValueError as error:
            print(error)
    # expect: Hostname mismatch, certificate is not valid for 'elsewhere'.
    # expect: unable to get local issuer certificate
    # expect: ssl_handshake_timeout should be a positive number, got 0
    # expect: server_hostname is only meaningful with ssl


async def wait_too_long():
    async def say_nothing(reader, writer):
        await reader.read()
        writer.close()

    async with await asyncio.start_server(say_nothing, "127.0.0.1", 0) as server:
        try:
            await connect(server, ssl_handshake_timeout=0.05)
        except ConnectionAbortedError as error:
            print(error)
            # expect: SSL handshake is taking longer than 0.05 seconds: aborting the connection


async def upgrade():
    """Plain lines first, then TLS on the same connection, at both ends."""
    async def serve(reader, writer):
        print(await reader.readline())                        # expect: b'STARTTLS\n'
        writer.write(b"go ahead\n")
        await writer.drain()
        await writer.start_tls(_tls.server_context())
        await echo(reader, writer)

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        reader, writer = await connect(server, ssl=None, server_hostname=None)
        writer.write(b"STARTTLS\n")
        print(await reader.readline())                        # expect: b'go ahead\n'
        await writer.start_tls(_tls.client_context(), server_hostname="localhost")
        writer.write(b"secret\n")
        print(await reader.readline())                        # expect: b'SECRET\n'
        writer.close()
        await writer.wait_closed()


async def flow():
    """A reader that pauses makes the writer wait; nothing is lost."""
    received = asyncio.get_running_loop().create_future()

    async def serve(reader, writer):
        await asyncio.sleep(0.05)
        received.set_result(len(await reader.read()))
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0, ssl=_tls.server_context(),
                                          limit=1000) as server:
        reader, writer = await connect(server)
        writer.transport.set_write_buffer_limits(high=1000)
        print(writer.transport.get_write_buffer_limits())     # expect: (250, 1000)
        for _ in range(50):
            writer.write(bytes(100_000))
            await writer.drain()
        writer.close()
        print(await received)                                 # expect: 5000000
        await writer.wait_closed()


async def main():
    async with await asyncio.start_server(echo, "127.0.0.1", 0,
                                          ssl=_tls.server_context()) as server:
        await talk(server)
        await be_refused(server)
    await wait_too_long()
    await upgrade()
    await flow()


asyncio.run(main())
