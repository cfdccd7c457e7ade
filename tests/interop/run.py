"""Let other SDKs live the scenario on the embedded service, over HTTP.

    python tests/interop/run.py FOLDER

`make interop` fills the folder: `bin` is that of a virtual environment with capo and
the AWS CLI in it, `node_modules` has the SDK for JavaScript.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scenario import Driver, Refused, Wire, live

HERE = Path(__file__).parent


class LineDriver:
    """A program that reads a call a line, and writes an answer a line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def call(self, operation: str, params: Wire) -> Wire:
        """Call an operation."""
        answer: Wire = self._ask({"operation": operation, "params": params})
        return answer

    def items(self, operation: str, params: Wire, key: str) -> list[Wire]:
        """Gather all pages by the SDK's pager."""
        asked = {"operation": operation, "params": params, "key": key}
        found: list[Wire] = self._ask(asked)
        return found

    def _ask(self, asked: Wire) -> Any:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        assert line, f"the driver ended at {asked['operation']}"
        said = json.loads(line)
        if "refused" in said:
            raise Refused(said["refused"])
        return said["answer"]


class CliDriver:
    """The AWS CLI, a process for every call."""

    def __init__(self, program: Path, endpoint: str) -> None:
        self._command = [str(program), "connectcases", "--endpoint-url", endpoint]

    def call(self, operation: str, params: Wire) -> Wire:
        """Call an operation."""
        return self._run(operation, params)

    def items(self, operation: str, params: Wire, key: str) -> list[Wire]:
        """Gather all pages: the CLI does so by itself where it knows the pager.

        Where it does not, it takes and gives tokens like the service.
        """
        params = dict(params)
        if operation in ("SearchCases", "SearchRelatedItems"):
            size = str(params.pop("maxResults"))
            found: list[Wire] = self._run(operation, params, "--page-size", size)[key]
            return found
        found = []
        while True:
            page = self._run(operation, params)
            found += page[key]
            if not page.get("nextToken"):
                return found
            params["nextToken"] = page["nextToken"]

    def _run(self, operation: str, params: Wire, *more: str) -> Wire:
        name = re.sub(r"(?<!^)(?=[A-Z])", "-", operation).lower()
        done = subprocess.run(
            [*self._command, name, "--cli-input-json", json.dumps(params), *more],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ
            | {
                "AWS_ACCESS_KEY_ID": "key",
                "AWS_SECRET_ACCESS_KEY": "secret",
                "AWS_DEFAULT_REGION": "us-west-2",
                "AWS_PAGER": "",
                "PYTHONUTF8": "1",
            },
        )
        if done.returncode:
            code = re.search(r"An error occurred \((\w+)\)", done.stderr)
            assert code is not None, done.stderr
            raise Refused(code[1])
        answer: Wire = json.loads(done.stdout or "{}")
        return answer


@contextmanager
def running(*command: str, **more: Any) -> Generator[subprocess.Popen[str]]:
    """A program, until the block ends."""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, encoding="utf-8", **more
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def main() -> None:
    """Run every SDK against one server."""
    folder = Path(sys.argv[1]).absolute()
    service = [sys.executable, "-m", "connectcases_typed.testing", "--port", "0"]
    # It warns of the versions of node it will need one day.
    node = os.environ | {
        "NODE_PATH": str(folder / "node_modules"),
        "NODE_NO_WARNINGS": "1",
    }
    with running(*service) as server:
        assert server.stdout is not None
        endpoint = server.stdout.readline().strip()
        javascript = ["node", str(HERE / "driver.cjs"), endpoint]
        with running(*javascript, stdin=subprocess.PIPE, env=node) as process:
            report("AWS SDK for JavaScript", LineDriver(process))
        steering = [*javascript[:1], str(HERE / "steering.mjs"), endpoint]
        subprocess.run(steering, check=True, env=node, timeout=60)
        run_the_docs(folder, endpoint, node)
        capo = [str(folder / "bin/python"), str(HERE / "capo_driver.py"), endpoint]
        with running(*capo, stdin=subprocess.PIPE) as process:
            report("capo-connectcases", LineDriver(process))
        report("AWS CLI", CliDriver(folder / "bin/aws", endpoint))


def run_the_docs(folder: Path, endpoint: str, node: dict[str, str]) -> None:
    """Run the suite that the docs show, as it is there."""
    page = HERE.parents[1] / "docs" / "how-to" / "server.md"
    (suite,) = re.findall(r"```js\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    # A module finds the SDK by the folder that it is in.
    program = folder / "docs.test.mjs"
    program.write_text(suite, "utf-8")
    environment = {
        **node,
        "AWS_ENDPOINT_URL_CONNECTCASES": endpoint,
        "AWS_REGION": "us-west-2",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }
    command = ["node", "--test", str(program)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout
    assert "# pass 2" in done.stdout


def report(name: str, driver: Driver) -> None:
    """Live the scenario, and say that it went well; if it does not, it raises."""
    live(driver)
    print(f"{name}: what it wrote is what it read", flush=True)  # noqa: T201  # the report


if __name__ == "__main__":
    main()
