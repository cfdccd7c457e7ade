"""How many requests a second the server answers over HTTP, beside moto's own server.

    python benchmarks/http_server.py [SECONDS]

Both serve the embedded Cases, each in a process of its own, to the same clients in this
process: first on one connection, then on four from four threads. The same request,
ListDomains, in turns; what counts are the ratios.
"""

import argparse
import http.client
import subprocess
import sys
import threading
import time

OURS = (
    "from connectcases_typed.testing.server import CasesServer\n"
    "server = CasesServer()\n"
    "print(server.url, flush=True)\n"
    "server.serve_forever()\n"
)
# As the server of this library was before: moto's application on werkzeug's server.
MOTO = (
    "import logging\n"
    "import connectcases_typed.testing\n"
    "from moto.moto_server.werkzeug_app import *\n"
    "from moto.moto_server.werkzeug_app import MotoRequestHandler\n"
    "from werkzeug.serving import make_server\n"
    "logging.getLogger('werkzeug').setLevel(logging.WARNING)\n"
    "app = DomainDispatcherApplication(create_backend_app)\n"
    "server = make_server('127.0.0.1', 0, app, threaded=True,\n"
    "    request_handler=MotoRequestHandler)\n"
    "print(f'http://127.0.0.1:{server.port}', flush=True)\n"
    "server.serve_forever()\n"
)
SIGNED = {
    "Authorization": "AWS4-HMAC-SHA256 Credential=key/20260301/us-west-2/cases/"
    "aws4_request, SignedHeaders=host, Signature=0",
    "Content-Type": "application/json",
}
THREADS = 4
TURNS = 3


def ask(url: str, until: float, counts: list[int]) -> None:
    """Send requests on one connection, as far as the server keeps it."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"))
    count = 0
    while time.monotonic() < until:
        connection.request("POST", "/domains-list", b"{}", SIGNED)
        response = connection.getresponse()
        response.read()
        assert response.status == 200, response.status
        count += 1
    connection.close()
    counts.append(count)


def rate(url: str, threads: int, seconds: float) -> float:
    """Requests a second, over so many connections."""
    counts: list[int] = []
    arguments = (url, time.monotonic() + seconds, counts)
    clients = [threading.Thread(target=ask, args=arguments) for _ in range(threads)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return sum(counts) / seconds


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seconds", nargs="?", type=float, default=2.0)
    seconds: float = parser.parse_args().seconds
    processes = {
        name: subprocess.Popen(
            [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
        )
        for name, program in {"moto's server": MOTO, "this server": OURS}.items()
    }
    try:
        urls: dict[str, str] = {}
        for name, process in processes.items():
            assert process.stdout is not None
            urls[name] = process.stdout.readline().strip()
            rate(urls[name], 1, 0.5)
        print("| requests a second | one connection | four threads |")
        print("|---|---|---|")
        best: dict[str, tuple[float, float]] = {}
        for name, url in urls.items():
            one = max(rate(url, 1, seconds) for _ in range(TURNS))
            many = max(rate(url, THREADS, seconds) for _ in range(TURNS))
            best[name] = one, many
            print(f"| {name} | {one:.0f} | {many:.0f} |")
        before, now = best.values()
        ratios = [new / old for old, new in zip(before, now, strict=True)]
        print("| ratio | " + " | ".join(f"{ratio:.1f}" for ratio in ratios) + " |")
    finally:
        for process in processes.values():
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
