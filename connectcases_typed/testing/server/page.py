"""Everything below `/_cases/`: the page to look at, and the steering endpoints.

The page reads and does not write, but for the clock. It is rendered here, and works
without its script, which only adds new events and calls as they come.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

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
from . import live, openapi
from .application import STEERING
from .steering import ENDPOINTS, Endpoint, Steering, parse, read

T = TypeVar("T")

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
    _add_page(app, cases, service)
    _add_steering(app, Steering(cases))
    return app


def _add_page(app: Flask, cases: EmbeddedCases, service: Service) -> None:
    def look(view: Callable[[list[Region], datetime], T]) -> T:
        """What a view shows now; nobody changes the state meanwhile."""
        with service.lock:
            service.finish_due_merges()
            return view(list(all_regions()), cases.clock.now())

    @app.context_processor
    def common() -> dict[str, object]:
        """What every page shows: the clock, and the nonce of its script."""
        clock = cases.clock
        return {
            "now": views.moment(clock.now()),
            "running": clock.is_running,
            "nonce": g.nonce,
        }

    @app.get(f"{STEERING}/")
    def index() -> str:
        found = look(lambda regions, _: views.domains(regions))
        return render_template("index.html", domains=found)

    @app.get(f"{STEERING}/domains/<domain_id>")
    def domain(domain_id: str) -> str:
        term = request.args.get("q", "").strip()
        page = request.args.get("page", 1, type=int)

        def view(
            regions: list[Region], now: datetime
        ) -> tuple[str, views.CasesView] | None:
            found = views.find_domain(regions, domain_id)
            if found is None:
                return None
            return found.name, views.cases(found, now, term, page)

        name, found = look(view) or abort(404)
        return render_template(
            "domain.html", domain_id=domain_id, name=name, found=found, term=term
        )

    @app.get(f"{STEERING}/domains/<domain_id>/setup")
    def setup(domain_id: str) -> str:
        def view(
            regions: list[Region], _: datetime
        ) -> tuple[str, views.SetupView] | None:
            found = views.find_domain(regions, domain_id)
            return None if found is None else (found.name, views.setup(found))

        name, found = look(view) or abort(404)
        return render_template(
            "setup.html", domain_id=domain_id, name=name, setup=found
        )

    @app.get(f"{STEERING}/domains/<domain_id>/cases/<case_id>")
    def case(domain_id: str, case_id: str) -> str:
        def view(
            regions: list[Region], now: datetime
        ) -> tuple[str, views.CaseView] | None:
            found = views.find_domain(regions, domain_id)
            if found is None or case_id not in found.cases:
                return None
            return found.name, views.case(found, found.cases[case_id], now)

        name, found = look(view) or abort(404)
        return render_template("case.html", domain_id=domain_id, name=name, case=found)

    @app.get(f"{STEERING}/live")
    def live_page() -> str:
        position = live.Position()
        lines = live.news(cases, position)
        calls = [line for line in lines if line.kind == "call"]
        events = [line for line in lines if line.kind == "event"]
        return render_template(
            "live.html",
            calls=calls[: -_LINES - 1 : -1],
            events=events[: -_LINES - 1 : -1],
            position=str(position),
        )

    @app.get(f"{STEERING}/stream")
    def stream() -> Response:
        # A browser that connects again says what it has seen last.
        seen = request.headers.get("Last-Event-ID") or request.args.get("since", "")
        lines = live.stream(cases, live.Position.parse(seen))
        return Response(lines, mimetype="text/event-stream")

    @app.post(f"{STEERING}/clock/form")
    def clock_form() -> AnyResponse:
        minutes = request.form.get("minutes", type=int)
        if request.form.get("resume"):
            cases.clock.resume()
        elif minutes is not None and 0 < minutes <= 10 * 366 * 24 * 60:
            cases.clock.advance(timedelta(minutes=minutes))
        else:
            abort(400, "The clock advances by whole minutes, up to ten years.")
        return redirect(_own(request.form.get("back", "")), 303)


def _own(path: str) -> str:
    """A path of this page, and no other address."""
    return path if path.startswith(f"{STEERING}/") else url_for("index")


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
    return [given if endpoint.partial else read(endpoint.body, given)]


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
