"""One suite for every transport: what the interface promises holds on each wire."""

import asyncio

import pytest

from drivers.errors import TransportError

EVERY_BYTE = bytes(value for value in range(256) if value not in (0x11, 0x13))  # XON and XOFF are the line's


async def test_bytes_arrive_whole_and_in_order(bench):
    await bench.transport.open()
    await bench.transport.write(EVERY_BYTE * 20)
    assert await bench.receive(len(EVERY_BYTE) * 20) == EVERY_BYTE * 20


async def test_bytes_are_read_whole_and_in_order(bench):
    await bench.transport.open()
    await bench.transport.write(b"?")
    await bench.receive(1)
    await bench.send(EVERY_BYTE)
    data = b""
    while len(data) < len(EVERY_BYTE):
        part = await bench.transport.read()
        assert part
        data += part
    assert data == EVERY_BYTE


async def test_a_read_waits_for_bytes(bench):
    await bench.transport.open()
    await bench.transport.write(b"?")
    await bench.receive(1)
    reading = asyncio.create_task(bench.transport.read())
    await asyncio.sleep(0.05)
    assert not reading.done()
    await bench.send(b"!")
    assert await reading == b"!"


async def test_a_slow_reader_gets_everything(bench):
    await bench.transport.open()
    data = bytes(range(32, 127)) * 2000
    writing = asyncio.create_task(bench.transport.write(data))
    assert await bench.receive(len(data)) == data
    await writing


async def test_a_lost_wire_wakes_the_reader(bench):
    await bench.transport.open()
    await bench.transport.write(b"?")
    await bench.receive(1)
    reading = asyncio.create_task(bench.transport.read())
    await asyncio.sleep(0.05)
    await bench.cut()
    with pytest.raises(TransportError):
        async with asyncio.timeout(5):
            await reading


async def test_a_lost_wire_refuses_bytes(bench):
    await bench.transport.open()
    await bench.transport.write(b"?")
    await bench.receive(1)
    await bench.cut()
    with pytest.raises(TransportError):
        for _ in range(100):
            await bench.transport.write(b"x")
            await asyncio.sleep(0.01)


async def test_a_write_that_nobody_takes_ends(bench):
    await bench.transport.open()
    with pytest.raises(TransportError, match="took nothing"):
        async with asyncio.timeout(20):
            for _ in range(64):
                await bench.transport.write(bytes(1 << 20))


async def test_a_close_ends_a_read_and_may_be_repeated(bench):
    await bench.transport.open()
    reading = asyncio.create_task(bench.transport.read())
    await asyncio.sleep(0.05)
    await bench.transport.close()
    with pytest.raises(TransportError):
        async with asyncio.timeout(5):
            await reading
    await bench.transport.close()


async def test_a_close_ends_a_write_that_nobody_takes(bench):
    await bench.transport.open()
    writing = asyncio.create_task(bench.transport.write(bytes(16 << 20)))
    await asyncio.sleep(0.1)
    await bench.transport.close()
    with pytest.raises(TransportError):
        async with asyncio.timeout(5):
            await writing


async def test_a_closed_wire_takes_and_gives_nothing(bench):
    await bench.transport.close()
    for operation in (bench.transport.write(b"x"), bench.transport.read()):
        with pytest.raises(TransportError):
            async with asyncio.timeout(1):
                await operation


async def test_it_opens_again_after_a_loss(bench):
    await bench.transport.open()
    await bench.transport.write(b"?")
    await bench.receive(1)
    await bench.cut()
    await bench.transport.close()
    with pytest.raises(TransportError):
        await bench.transport.open()
    await bench.transport.close()
    await bench.mend()
    await bench.transport.open()
    await bench.transport.write(b"again")
    assert await bench.receive(5) == b"again"


async def test_nobody_else_opens_it_meanwhile(bench):
    await bench.transport.open()
    with pytest.raises(TransportError):
        await bench.transport.open()
    other = bench.another()
    if bench.exclusive:
        with pytest.raises(TransportError):
            await other.open()
        if other is not bench.transport:
            await other.close()
