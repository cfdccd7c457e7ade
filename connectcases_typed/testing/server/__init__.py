"""The embedded service over HTTP: for other languages, to keep, and to look at.

From the bottom: `gate` says which requests are refused unread, `http` reads and writes
HTTP/1.1, `application` passes a request on, to Cases, to moto, or to `page`, which has
the page to look at and the endpoints of `steering`, described by `openapi`. `live` has
what is new. `state_file` keeps the state. `server` puts it together, and `command` is
`python -m connectcases_typed.testing`.

Nothing in `connectcases_typed` imports this package before it is used: it needs Flask,
which `pip install 'connectcases-typed[server]'` brings.
"""

from ..moto_names import server_problem

# Before the modules below import Flask.
if _problem := server_problem():
    raise ImportError(_problem)

from .server import CasesServer

__all__ = ["CasesServer"]
