"""Laws of HTTP: connections are kept, and strangers are refused unread."""

import socket
import sys
import threading
from types import SimpleNamespace
from typing import Any

import pytest
from waiting import PATIENCE, wait_until

from connectcases_typed.testing import EmbeddedCases
from connectcases_typed.testing.responses import ConnectCasesResponse
from connectcases_typed.testing.server import CasesServer
from connectcases_typed.testing.server.gate import LARGEST_REQUEST

from ..conftest import make_client
from .conftest import SIGNED, Web

KEYS = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}
LIST: tuple[str, str, dict[str, str]] = ("POST", "/domains-list", {})


def test_a_connection_serves_one_request_after_another(web: Web) -> None:
    """Success, error and a page leave the connection open, each with its length."""
    web.connection.connect()
    assert web.connection.sock is not None
    port = web.connection.sock.getsockname()[1]
    assert web.call(*LIST).json == {"domains": []}
    assert web.call("POST", "/domains/none").status == 404
    assert web.ask("GET", "/_cases/").status == 200
    assert web.ask("HEAD", "/_cases/").body == b""
    assert web.call(*LIST).status == 200
    assert web.connection.sock.getsockname()[1] == port


def test_a_chunked_body_is_read_to_its_end(web: Web) -> None:
    """A request after a chunked one is read from where that one ended."""
    created = web.call("POST", "/domains", iter([b'{"name": "Support"}']))
    assert created.status == 200
    assert len(web.call(*LIST).json["domains"]) == 1


def test_a_form_is_taken_for_json(web: Web) -> None:
    """`curl -d`, which says that it sends a form, does what it should."""
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    assert web.call("POST", "/domains", b'{"name": "a&key=b"}', **form).status == 200
    assert web.call(*LIST).json["domains"][0]["name"] == "a&key=b"


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_over_the_limit_is_refused(web: Web, *, chunked: bool) -> None:
    """It is refused with an error that says the limit, and the connection ends."""
    body = b" " * (LARGEST_REQUEST + 1)
    refused = web.call("POST", "/domains", iter([body]) if chunked else body)
    assert (refused.status, refused.code) == (413, "RequestEntityTooLargeException")
    assert f"{LARGEST_REQUEST:,}" in refused.json["message"]
    assert refused.headers["Connection"] == "close"
    assert web.call(*LIST).status == 200


def test_a_large_body_is_refused_before_it_arrives(server: CasesServer) -> None:
    """The length a request announces is enough to refuse it."""
    with _raw(server) as connection:
        connection.sendall(
            b"POST /domains HTTP/1.1\r\nHost: localhost\r\n"
            b"Content-Length: 999999999999\r\nExpect: 100-continue\r\n\r\n"
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


def test_a_slow_body_holds_up_nobody(server: CasesServer, web: Web) -> None:
    """While bodies arrive, others are served; their own requests come after them."""
    body = b'{"name": "Slow"}'
    head = (
        "POST /domains HTTP/1.1\r\nHost: localhost\r\n"
        f"Authorization: {SIGNED['Authorization']}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )

    def names() -> list[str]:
        return [it["name"] for it in web.call(*LIST).json["domains"]]

    with _raw(server) as slow, _raw(server) as never:
        for each in (slow, never):
            each.sendall(head.encode() + body[:8])
        for name in ("First", "Second"):
            assert web.call("POST", "/domains", {"name": name}).status == 200
        assert names() == ["First", "Second"]
        slow.sendall(body[8:])
        assert slow.recv(100).startswith(b"HTTP/1.1 200")
        assert names() == ["First", "Second", "Slow"]


def test_a_client_that_waits_to_be_asked_is_asked(server: CasesServer) -> None:
    """`Expect: 100-continue` is granted to a request that will be read."""
    with _raw(server) as connection:
        connection.sendall(
            b"POST /_cases/reset HTTP/1.1\r\nHost: localhost\r\n"
            b"Content-Length: 2\r\nExpect: 100-continue\r\n\r\n"
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 100 ")
        connection.sendall(b"{}")
        assert connection.recv(100).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("length", ["-1", "abc", "1" * 30, "²"])
def test_a_length_that_is_none_is_refused(server: CasesServer, length: str) -> None:
    """What is no length, or a length beyond counting, is the client's mistake."""
    with _raw(server) as connection:
        connection.sendall(
            f"POST /domains HTTP/1.1\r\nContent-Length: {length}\r\n\r\n".encode(
                "latin-1"
            )
        )
        assert connection.recv(100).split()[1] in (b"400", b"413")


@pytest.mark.parametrize("encoding", ["gzip", "gzip, chunked", "identity", ""])
def test_a_body_whose_end_is_unknown_is_refused(web: Web, encoding: str) -> None:
    """Nobody waits for the end of a body in another encoding than chunks."""
    answer = web.ask("POST", "/_cases/reset", b"x", Transfer_Encoding=encoding)
    assert (answer.status, answer.code) == (501, "NotImplementedException")
    assert answer.headers["Connection"] == "close"


def test_chunks_that_are_none_are_refused(server: CasesServer) -> None:
    """A body that is not chunked as it says is the client's mistake."""
    with _raw(server) as connection:
        connection.sendall(
            b"POST /domains HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "[", "x"],
)
def test_a_foreign_host_is_refused(web: Web, host: str) -> None:
    """A name that is not this machine's may lead here only by a trick."""
    refused = web.ask("POST", "/_cases/reset", b"", Host=host)
    assert (refused.status, refused.code) == (403, "ForeignHostException")


@pytest.mark.parametrize(
    "host", ["localhost:5000", "127.0.0.1", "[::1]:80", "a.localhost"]
)
def test_this_machine_is_known_by_its_names(web: Web, host: str) -> None:
    """An IP address and localhost are always fine."""
    assert web.ask("POST", "/_cases/reset", b"", Host=host).status == 200


def test_a_name_can_be_allowed(cases: EmbeddedCases) -> None:
    """A name the server was given is fine as well, whatever its case."""
    with CasesServer(allow_hosts=["Cases"]) as server, Web(server) as web:
        allowed = web.ask("POST", "/_cases/reset", b"", Host="CASES:5000")
        assert allowed.status == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "", "http://localhost"]
)
def test_a_foreign_origin_is_refused(web: Web, origin: str) -> None:
    """A web page of another site can change nothing, by any part of the server."""
    web.call("POST", "/domains", {"name": "kept"})
    for path in ("/_cases/reset", "/domains", "/moto-api/reset"):
        refused = web.call("POST", path, b"", Host="localhost:80", Origin=origin)
        assert (refused.status, refused.code) == (403, "ForeignOriginException")
    assert len(web.call(*LIST).json["domains"]) == 1


def test_its_own_page_is_no_stranger(web: Web) -> None:
    """A page of the server itself may use it."""
    own = {"Host": "localhost:5000", "Origin": "http://localhost:5000"}
    assert web.ask("POST", "/_cases/reset", b"", **own).status == 200


def test_without_authorization_the_error_is_that_of_aws(web: Web) -> None:
    """It is JSON with the code and the status every service of AWS gives."""
    refused = web.ask(*LIST)
    assert (refused.status, refused.code) == (
        403,
        "MissingAuthenticationTokenException",
    )
    assert refused.json["message"] == "Missing Authentication Token"


def test_other_services_are_served_only_if_asked_for(cases: EmbeddedCases) -> None:
    """Without `with_aws`, an error says how to have them; with it they are there."""
    other = {"Authorization": SIGNED["Authorization"].replace("/cases/", "/sqs/")}
    target = {"X_Amz_Target": "AmazonSQS.ListQueues", **other}
    target["Content_Type"] = "application/x-amz-json-1.0"
    for with_aws, status in {False: 404, True: 200}.items():
        with CasesServer(with_aws=with_aws) as server, Web(server) as web:
            answer = web.ask("POST", "/", b"{}", **target)
            assert answer.status == status
            assert with_aws or "--with-aws" in answer.json["message"]
            assert web.call(*LIST).status == 200


@pytest.mark.parametrize(
    ("method", "path", "said"),
    [
        ("GET", "/domains", "takes POST (CreateDomain)"),
        ("POST", "/domain", "no such path"),
    ],
)
def test_what_is_no_operation_is_told_why(
    web: Web, method: str, path: str, said: str
) -> None:
    """The message names the methods of a path, or says that there is none."""
    refused = web.call(method, path)
    assert (refused.status, refused.code) == (404, "UnknownOperationException")
    assert said in refused.json["message"]


def test_the_root_leads_to_the_page(web: Web) -> None:
    """Who opens the endpoint in a browser sees the page."""
    assert web.ask("GET", "/").headers["Location"] == "/_cases/"


def test_a_delayed_request_delays_no_other(
    cases: EmbeddedCases,
    server: CasesServer,
    web: Web,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Others are answered while a request waits, and while one is still being sent."""
    over = threading.Event()
    waiting = SimpleNamespace(sleep=lambda _: over.wait(PATIENCE))
    monkeypatch.setattr("connectcases_typed.testing.controls.faults.time", waiting)
    fault = cases.faults.latency(1.0, "GetDomain")

    def ask() -> None:
        with Web(server) as other:
            other.call("POST", "/domains/x")

    slow = threading.Thread(target=ask)
    slow.start()
    with _raw(server) as half:
        half.sendall(
            b"POST /domains HTTP/1.1\r\nContent-Length: 100\r\n"
            b"Authorization: " + SIGNED["Authorization"].encode() + b"\r\n\r\n{"
        )
        wait_until(lambda: fault.happened == 1)
        assert web.call(*LIST).status == 200
        assert slow.is_alive()
    over.set()
    slow.join()


def test_a_cut_connection_is_cut_and_the_next_one_serves(
    cases: EmbeddedCases, server: CasesServer
) -> None:
    """Faults that end the connection do so over HTTP; a client's retry succeeds."""
    client: Any = make_client(
        endpoint_url=server.url,
        **KEYS,
    )
    fault = cases.faults.lose_answer("CreateDomain", times=1)
    with pytest.raises(Exception, match="Connection was closed"):
        client.create_domain(name="Support")
    assert fault.happened == 1
    assert len(client.list_domains()["domains"]) == 1


def test_a_client_that_hangs_up_is_no_defect(
    server: CasesServer, web: Web, caplog: pytest.LogCaptureFixture
) -> None:
    """A body that ends before its length is nobody's request, and logs nothing."""
    with _raw(server) as connection:
        connection.sendall(b"POST /domains HTTP/1.1\r\nContent-Length: 100\r\n\r\n{")
    assert web.call(*LIST).status == 200
    assert not caplog.records


def test_a_defect_is_an_error_and_is_reported(
    server: CasesServer,
    web: Web,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What should not happen is status 500, and its traceback is logged."""

    def broken(*_: Any) -> None:
        raise LookupError("a defect")

    monkeypatch.setattr(ConnectCasesResponse, "call_action", broken)
    answer = web.call(*LIST)
    assert (answer.status, answer.code) == (500, "InternalFailure")
    assert "LookupError: a defect" in caplog.text


def _raw(server: CasesServer) -> socket.socket:
    host, _, port = server.url.removeprefix("http://").rpartition(":")
    return socket.create_connection((host, int(port)), timeout=10)


@pytest.mark.usefixtures("cases")
def test_an_unsigned_request_goes_to_moto_where_that_is_served() -> None:
    """S3 and others have requests without a signature; Cases alone has none."""
    with CasesServer(with_aws=True) as server, Web(server) as web:
        assert web.ask("PUT", "/bucket").status == 200
        assert "<Name>bucket</Name>" in web.ask("GET", "/").body.decode()
    with CasesServer() as server, Web(server) as web:
        assert web.ask("PUT", "/bucket").status == 403


@pytest.mark.usefixtures("cases")
def test_a_service_that_needs_more_says_what(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where moto cannot import what a service needs, the error says how to get it."""
    for name in [name for name in sys.modules if name.startswith("moto.cognitoidp")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "joserfc", None)
    scope = SIGNED["Authorization"].replace("/cases/", "/cognito-idp/")
    target = "AWSCognitoIdentityProviderService.ListUserPools"
    with CasesServer(with_aws=True) as server, Web(server) as web:
        answer = web.ask("POST", "/", b"{}", Authorization=scope, X_Amz_Target=target)
        assert answer.status == 501
        message = answer.json["message"]
        for said in ("cognito-idp", "joserfc", "pip install 'moto[all]'"):
            assert said in message
        # Cases goes on.
        assert web.call(*LIST).status == 200
