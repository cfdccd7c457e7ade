"""For pytest inside Pyodide: what the sandbox lacks is skipped.

It has no threads, no processes and no event loop to run; and of the packages only those
written in Python.
Everything else that fails is a failure.
"""

import re
from collections.abc import Generator

import pytest

_LACKING = re.compile(
    r"can't start new thread"
    r"|does not support processes"
    r"|Already running asyncio in this thread"
    r"|connectcases_typed\.testing needs moto"
    r"|No module named '(?!connectcases_typed)\w+'"
)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[
    None, pytest.CollectReport, pytest.CollectReport
]:
    """Skip a module that cannot be imported here."""
    report = yield
    if report.failed and (found := _LACKING.search(report.longreprtext)):
        report.outcome = "skipped"
        report.longrepr = (report.nodeid, 0, found[0])
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Generator[None]:
    """Skip a test whose fixtures cannot be made here."""
    yield from _skipping()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None]:
    """Skip a test that cannot be run here."""
    yield from _skipping()


def _skipping() -> Generator[None]:
    try:
        yield
    except Exception as error:
        if found := _LACKING.search(str(error)):
            pytest.skip(found[0])
        raise
