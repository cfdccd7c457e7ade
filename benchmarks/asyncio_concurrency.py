"""How well `AsyncClient` overlaps calls, and how long it blocks the event loop.

A server in another process responds to each request after 200 ms. 200 calls in one task
group, over a connection pool of a given size, take at best 200 / size * 0.2 s. A task
that sleeps 1 ms at a time measures how long the loop was blocked. Run it with

    python benchmarks/asyncio_concurrency.py

The promise: at most 1.2 times the ideal, and never blocked for 20 ms. The figure of an
idle loop shows how much of the blocking the machine itself causes.
"""

import asyncio
import subprocess
import sys
import time
from functools import partial

import anyio
from botocore.config import Config

from connectcases_typed import AsyncClient, GetCaseAuditEventsRequest

CALLS = 200
LATE = 0.2
POOLS = (10, 20, 50)

BODY = (
    b'{"auditEvents": [{"eventId": "e", "type": "Case.Created", "fields": [],'
    b' "performedTime": "2026-03-04T05:06:07Z"}]}'
)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(BODY)


async def serve() -> None:
    """Print the port, respond late, and exit when standard input is closed."""

    async def handle(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        while head := await _until_blank_line(reader):
            lines = head.lower().split(b"\r\n")
            lengths = [it[15:] for it in lines if it.startswith(b"content-length:")]
            await reader.readexactly(int(lengths[0]) if lengths else 0)
            await asyncio.sleep(LATE)
            writer.write(HEAD + BODY)
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)


async def _until_blank_line(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionResetError):
        return b""


async def longest_absence(seen: list[float]) -> None:
    """Record how much later than requested each sleep ends."""
    while True:
        before = time.perf_counter()
        await anyio.sleep(0.001)
        seen.append(time.perf_counter() - before - 0.001)


async def measure(url: str, pool: int) -> tuple[float, float]:
    """The seconds that the calls took, and the longest time the loop was blocked."""
    async with AsyncClient(
        region_name="us-west-2",
        endpoint_url=url,
        aws_access_key_id="nobody",
        aws_secret_access_key="nothing",  # noqa: S106 - nobody's
        config=Config(max_pool_connections=pool, proxies={}),
    ) as cases:
        request = GetCaseAuditEventsRequest(domain_id="d", case_id="c")
        # The first call imports the models and starts a thread and a connection.
        await cases.send(request)
        absences: list[float] = []
        start = end = time.perf_counter()
        async with anyio.create_task_group() as watching:
            watching.start_soon(longest_absence, absences)
            async with anyio.create_task_group() as calls:
                for _ in range(CALLS):
                    calls.start_soon(partial(cases.send, request))
            end = time.perf_counter()
            watching.cancel_scope.cancel()
    return end - start, max(absences)


async def idle() -> float:
    """The longest time that an idle loop is blocked, within two seconds."""
    absences: list[float] = []
    with anyio.move_on_after(2):
        await longest_absence(absences)
    return max(absences)


def main() -> None:
    """Print both figures for each size of pool."""
    with subprocess.Popen(
        [sys.executable, __file__, "serve"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        url = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        print(f"{CALLS} calls, answered after {LATE} s")
        print(f"idle: loop away for {anyio.run(idle) * 1000:.1f} ms at most")
        for pool in POOLS:
            ideal = CALLS / pool * LATE
            for loop in ("asyncio", "trio"):
                took, away = anyio.run(measure, url, pool, backend=loop)
                print(
                    f"{loop:8} {pool:3} connections: {took:.2f} s, "
                    f"{took / ideal:.2f} times the ideal; "
                    f"loop away for {away * 1000:.1f} ms at most"
                )
        assert server.stdin is not None
        server.stdin.close()


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        asyncio.run(serve())
    else:
        main()
