"""What all tests share.

On an older botocore, what it does not know is skipped. Properties are tried with the
same examples everywhere, and a slow machine is no broken law.
"""

from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

from connectcases_typed import UnsupportedOperationError
from connectcases_typed.calling.versions import knows_the_models

settings.register_profile(
    "everywhere",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("everywhere")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what is marked to compare with the newest model, on an older one."""
    if item.get_closest_marker("newest_botocore") and not knows_the_models():
        pytest.skip("this botocore knows less")


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Skip a test that an older botocore cannot run; fail it on any other."""
    try:
        return (yield)
    except UnsupportedOperationError as error:
        if knows_the_models():
            raise
        return pytest.skip(str(error))
