"""Everything below `/_cases/`: the page to look at, and the steering endpoints.

The page reads and does not write, but for the clock. It is rendered here, and works
without its script, which only adds new events and calls as they come.
"""

import secrets
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime, timedelta

from flask import (
    Flask,
    Response,
    abort,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from ..._version import __version__
from .. import views
from ..handle import EmbeddedCases
from ..models import all_regions
from ..serving import Service
from ..store.region import Region
from ..store.state import Domain
from . import live, openapi
from .application import STEERING
from .steering import ENDPOINTS, Endpoint, Steering, parse, read

_LONGEST_MOVE = 10 * 366 * 24 * 60  # minutes

# How many lines of events and calls the page begins with.
_LINES = 100

# The script of the page carries a number that changes with each response, so that a
# script that came in with somebody's data would not run even if it were not escaped.
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'nonce-{nonce}'; "
    "connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def make_app(cases: EmbeddedCases, service: Service) -> Flask:
    """The application that responds below `/_cases/`."""
    app = Flask(__name__, static_url_path=f"{STEERING}/static")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    # Whatever fails is told as JSON or on a page, with its status.
    app.register_error_handler(HTTPException, _failed)
    app.before_request(_choose_nonce)
    app.after_request(_add_headers)
    page = Page(cases, service)
    app.context_processor(page.common)
    pages: dict[str, Callable[..., str | Response]] = {
        "": page.index,
        "domains/<domain_id>": page.domain,
        "domains/<domain_id>/setup": page.setup,
        "domains/<domain_id>/cases/<case_id>": page.case,
        "live": page.live,
        "stream": page.stream,
    }
    for path, view in pages.items():
        app.add_url_rule(f"{STEERING}/{path}", view.__name__, view)
    app.add_url_rule(
        f"{STEERING}/clock/form", "clock_form", page.move_clock, methods=["POST"]
    )
    _add_steering(app, Steering(cases))
    return app


class Page:
    """What each address of the page shows."""

    def __init__(self, cases: EmbeddedCases, service: Service) -> None:
        self._cases = cases
        self._service = service

    @contextmanager
    def _state(self) -> Generator[tuple[list[Region], datetime]]:
        """The state and the time, while nobody changes either."""
        with self._service.lock:
            self._service.finish_due_merges()
            yield list(all_regions()), self._cases.clock.now()

    def common(self) -> dict[str, object]:
        """What every page shows: the clock, and the nonce of its script."""
        clock = self._cases.clock
        return {
            "now": views.moment(clock.now()),
            "running": clock.is_running,
            "nonce": g.nonce,
        }

    def index(self) -> str:
        """All domains."""
        with self._state() as (regions, _):
            found = views.domains(regions)
        return render_template("index.html", domains=found)

    def domain(self, domain_id: str) -> str:
        """The cases of a domain, with search and pages."""
        term = request.args.get("q", "").strip()
        page = request.args.get("page", 1, type=int)
        with self._state() as (regions, now):
            domain = _domain(regions, domain_id)
            name, found = domain.name, views.cases(domain, now, term, page)
        return render_template(
            "domain.html", domain_id=domain_id, name=name, found=found, term=term
        )

    def setup(self, domain_id: str) -> str:
        """What a domain is configured with."""
        with self._state() as (regions, _):
            domain = _domain(regions, domain_id)
            name, found = domain.name, views.setup(domain)
        return render_template(
            "setup.html", domain_id=domain_id, name=name, setup=found
        )

    def case(self, domain_id: str, case_id: str) -> str:
        """A case with everything in it."""
        with self._state() as (regions, now):
            domain = _domain(regions, domain_id)
            case = domain.cases.get(case_id) or abort(404, f"There is no {case_id}.")
            name, found = domain.name, views.case(domain, case, now)
        return render_template("case.html", domain_id=domain_id, name=name, case=found)

    def live(self) -> str:
        """The newest calls and events, to which `stream` adds."""
        position = live.Position()
        lines = live.news(self._cases, position)
        calls = [line for line in lines if line.kind == "call"]
        events = [line for line in lines if line.kind == "event"]
        return render_template(
            "live.html",
            calls=calls[: -_LINES - 1 : -1],
            events=events[: -_LINES - 1 : -1],
            position=str(position),
        )

    def stream(self) -> Response:
        """Calls and events as they come."""
        # A browser that connects again says what it has seen last.
        seen = request.headers.get("Last-Event-ID") or request.args.get("since", "")
        lines = live.stream(self._cases, live.Position.parse(seen))
        return Response(lines, mimetype="text/event-stream")

    def move_clock(self) -> AnyResponse:
        """Move the clock, and show the page again that it was moved on."""
        minutes = request.form.get("minutes", type=int)
        if request.form.get("resume"):
            self._cases.clock.resume()
        elif minutes is not None and 0 < minutes <= _LONGEST_MOVE:
            self._cases.clock.advance(timedelta(minutes=minutes))
        else:
            abort(400, "The clock advances by whole minutes, up to ten years.")
        return redirect(_own(request.form.get("back", "")), 303)


def _domain(regions: list[Region], domain_id: str) -> Domain:
    found = views.find_domain(regions, domain_id)
    return found or abort(404, f"There is no domain {domain_id}.")


def _own(path: str) -> str:
    """A path of this page, and no other address."""
    is_own = path.startswith(f"{STEERING}/") and path.isprintable()
    return path if is_own else url_for("index")


def _add_steering(app: Flask, steering: Steering) -> None:
    for endpoint in ENDPOINTS:
        app.add_url_rule(
            f"{STEERING}/{endpoint.path}",
            endpoint=f"{endpoint.verb} {endpoint.path}",
            methods=[endpoint.verb],
            view_func=_view(endpoint, steering),
        )

    @app.get(f"{STEERING}/openapi.json")
    def describe() -> Response:
        return jsonify(openapi.description(__version__))


def _view(endpoint: Endpoint, steering: Steering) -> Callable[[], Response]:
    def respond() -> Response:
        try:
            result = endpoint.run(steering, *_arguments(endpoint))
        except ValueError as error:
            response = jsonify(message=str(error))
            response.status_code = 400
            return response
        if isinstance(result, str):
            return Response(result, mimetype="text/plain")
        return jsonify(result)

    return respond


def _arguments(endpoint: Endpoint) -> list[object]:
    """The arguments of an endpoint's method, from the request."""
    if endpoint.after:
        after = request.args.get("after", "0")
        if not (after.isascii() and after.isdecimal() and len(after) < 19):
            raise ValueError(f"after: {after!r} is no number from 0 on")
        return [int(after)]
    if endpoint.body is None:
        return []
    data = request.get_data()
    if endpoint.body is str:
        return [data.decode()]
    given = parse(data)
    as_it_is = endpoint.partial or endpoint.body is dict
    return [given if as_it_is else read(endpoint.body, given)]


def _choose_nonce() -> None:
    g.nonce = secrets.token_urlsafe(16)


def _add_headers(response: Response) -> Response:
    headers = response.headers
    headers["Content-Security-Policy"] = _POLICY.format(nonce=g.nonce)
    headers["X-Content-Type-Options"] = "nosniff"
    # With "no-referrer" a browser would not say the origin of a form either.
    headers["Referrer-Policy"] = "same-origin"
    if "Cache-Control" not in headers or request.endpoint != "static":
        headers["Cache-Control"] = "no-store"
    return response


def _failed(error: HTTPException) -> tuple[str, int] | tuple[Response, int]:
    code = error.code or 500
    if "text/html" in request.headers.get("Accept", ""):
        return render_template("failed.html", error=error), code
    return jsonify(message=error.description), code
