"""A client of pyright's language server: what an editor asks, and what it shows.

It speaks the Language Server Protocol over stdin and stdout, as far as the tests need.
Positions in a program are marked by `|`, which the server does not get to see.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

#: JSON has no static type.
Json = Any

#: pyright as a wheel. pyright's own wheel downloads Node.js when it is first run.
PYRIGHT = Path(sys.executable).with_name("basedpyright")
_SERVER = PYRIGHT.with_name("basedpyright-langserver")


def with_this_python(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment in which pyright finds the packages these tests import."""
    path = f"{PYRIGHT.parent}{os.pathsep}{environment.get('PATH', '')}"
    return {**environment, "PATH": path}


class LanguageServer:
    """A server at work on one folder of programs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last = 0
        self._server = subprocess.Popen(
            [_SERVER, "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=with_this_python(os.environ),
        )

    def __enter__(self) -> Self:
        self._ask(
            "initialize",
            {
                "processId": None,
                "rootUri": self._folder.as_uri(),
                "workspaceFolders": [{"uri": self._folder.as_uri(), "name": "tests"}],
                "capabilities": {
                    "workspace": {"configuration": True},
                    "textDocument": {
                        "hover": {"contentFormat": ["markdown"]},
                        "completion": {
                            "completionItem": {"documentationFormat": ["markdown"]}
                        },
                        "signatureHelp": {
                            "signatureInformation": {
                                "documentationFormat": ["markdown"],
                                "activeParameterSupport": True,
                            }
                        },
                    },
                },
            },
        )
        self._tell("initialized", {})
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.kill()
        self._server.communicate()

    def hover(self, program: str) -> str:
        """What is shown when the mouse rests on the mark."""
        shown = self._at("hover", program)
        return "" if shown is None else str(shown["contents"]["value"])

    def signature(self, program: str) -> Json:
        """The signature that is shown while arguments are typed at the mark."""
        shown = self._at("signatureHelp", program)
        return shown["signatures"][shown.get("activeSignature") or 0]

    def completions(self, program: str) -> Mapping[str, Json]:
        """What may follow at the mark, by name and in the order it is listed in."""
        shown = self._at("completion", program)
        items = shown if isinstance(shown, list) else shown["items"]
        listed = sorted(items, key=lambda it: it.get("sortText") or it["label"])
        return {item["label"]: item for item in listed}

    def resolved(self, completion: Json) -> Json:
        """The same completion with its documentation."""
        return self._ask("completionItem/resolve", completion)

    def definition(self, program: str) -> tuple[str, str]:
        """The file, and the line in it, that "go to definition" opens."""
        (place, *_) = self._at("definition", program)
        uri = place.get("uri") or place["targetUri"]
        path = Path(uri.removeprefix("file://"))
        start = (place.get("range") or place["targetSelectionRange"])["start"]
        return path.name, path.read_text().splitlines()[start["line"]].strip()

    def _at(self, what: str, program: str) -> Json:
        before, mark, after = program.partition("|")
        assert mark
        line = before.count("\n")
        place = {"line": line, "character": len(before.rpartition("\n")[2])}
        self._last += 1
        uri = (self._folder / f"program_{self._last}.py").as_uri()
        document = {"uri": uri, "languageId": "python", "version": 1}
        document["text"] = before + after
        self._tell("textDocument/didOpen", {"textDocument": document})
        return self._ask(
            f"textDocument/{what}", {"textDocument": {"uri": uri}, "position": place}
        )

    def _ask(self, method: str, params: Json) -> Json:
        self._last += 1
        number = self._last
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._receive()
            if "method" in message and "id" in message:
                # The server asks for settings: it gets none, but an interpreter.
                self._send({"id": message["id"], "result": self._settings(message)})
            elif message.get("id") == number:
                assert "error" not in message, message
                return message["result"]

    def _settings(self, question: Json) -> Json:
        if question["method"] != "workspace/configuration":
            return None
        sections = [item.get("section") for item in question["params"]["items"]]
        python = {"pythonPath": sys.executable}
        return [python if section == "python" else {} for section in sections]

    def _tell(self, method: str, params: Json) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Json) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._server.stdin.flush()

    def _receive(self) -> Json:
        out = self._server.stdout
        assert out
        length = 0
        while line := out.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the language server has gone"
        return json.loads(out.read(length))
