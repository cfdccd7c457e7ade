"""Law: while a mock is on, no request to Amazon Connect Cases leaves the machine.

Each way to write a test is run by its own runner in a process of its own, in which no
connection to another machine can be made.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: Has coverage measured in a process, if it is in this one.
COVERAGE = {
    name: setting
    for name, setting in os.environ.items()
    if name.startswith("COVERAGE_")
}

# What the processes run before anything else.
NO_NETWORK = """
import socket

def refuse(self, address):
    raise AssertionError(f"a connection to {address} was tried")

socket.socket.connect = refuse
socket.socket.connect_ex = refuse
"""

EARLY = """
import boto3
CLIENT = boto3.client("connectcases", "us-west-2", aws_access_key_id="a",
                      aws_secret_access_key="b")
def domains():
    return [it["name"] for it in CLIENT.list_domains()["domains"]]
"""

ASYNC = """
import pytest
from connectcases_typed import AsyncClient

@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request):
    return request.param

@pytest.mark.anyio
async def test_with_the_fixture(embedded_cases):
    shop = embedded_cases.seed(cases=2)
    async with AsyncClient() as cases:
        search = cases.search_cases(domain_id=shop.domain_id)
        assert len([case async for case in search]) == 2
    assert len(embedded_cases.calls.of("SearchCases")) == 1

@pytest.mark.anyio
async def test_with_the_client_of_the_handle(embedded_cases):
    shop = embedded_cases.seed(cases=2)
    cases = embedded_cases.async_client()
    search = cases.search_cases(domain_id=shop.domain_id)
    assert len([case async for case in search]) == 2
"""

# The first has to be imported first: it is about what is there before moto is.
WITH_PYTEST = {
    "a client made before moto was imported": EARLY
    + """
from connectcases_typed.testing import mock_cases
def test_it(embedded_cases):
    assert domains() == []
def test_with():
    with mock_cases():
        assert domains() == []
""",
    "setup_method": EARLY
    + """
from connectcases_typed.testing import mock_cases
@mock_cases
class TestIt:
    def setup_method(self):
        CLIENT.create_domain(name="Shop")
    def test_one(self):
        assert domains() == ["Shop"]
    def test_two(self):
        assert domains() == ["Shop"]
    def teardown_method(self, method):
        assert method.__name__ in ("test_one", "test_two")
        assert domains() == ["Shop"]
@mock_cases
class TestWithoutTeardown:
    def setup_method(self, method):
        CLIENT.create_domain(name=method.__name__)
    def test_one(self):
        assert domains() == ["test_one"]
    def test_two(self):
        assert domains() == ["test_two"]
""",
    "setup_class": EARLY
    + """
from connectcases_typed.testing import mock_cases
@mock_cases
class TestIt:
    @classmethod
    def setup_class(cls):
        CLIENT.create_domain(name="Shop")
    def test_one(self):
        assert domains() == ["Shop"]
    @classmethod
    def teardown_class(cls):
        assert domains() == ["Shop"]
@mock_cases
class TestOther:
    def setup_class(cls):
        assert domains() == []
    def test_one(self):
        assert domains() == []
""",
    "generators": EARLY
    + """
import pytest
from connectcases_typed.testing import mock_cases
@pytest.fixture
@mock_cases
def shop():
    CLIENT.create_domain(name="Shop")
    yield
    assert domains() == ["Shop"]
def test_it(shop):
    assert domains() == ["Shop"]
""",
    "moto's other services": """
import boto3
import pytest
def buckets():
    return boto3.client("s3").list_buckets()["Buckets"]
@pytest.mark.parametrize("number", [1, 2])
def test_it(embedded_cases, number):
    assert buckets() == []
    boto3.client("s3", "us-east-1").create_bucket(Bucket="bucket")
@pytest.mark.embedded_cases(own_mock=True)
def test_alone(embedded_cases):
    assert buckets() == []
""",
    "the handle asked for": """
import boto3
from connectcases_typed.testing import EmbeddedCases, mock_cases
@mock_cases
def test_it(service: EmbeddedCases, tmp_path):
    assert service.seed().case_ids
    assert tmp_path
@mock_cases
class TestIt:
    def test_it(self, service: "EmbeddedCases"):
        assert service.seed().case_ids
""",
    "asyncio and trio": ASYNC,
}


WITHOUT_IMPORT = """
import sys
import boto3
from moto import mock_aws
assert "connectcases_typed.testing" not in sys.modules
@mock_aws
def test_it():
    cases = boto3.client("connectcases", "us-west-2")
    assert cases.list_domains()["domains"] == []
"""


def run(folder: Path, *command: str) -> str:
    """Run a command of this Python in a folder, and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-W", "error", *command],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**COVERAGE, "PATH": "", "PYTHONPATH": f"{folder}:{ROOT}"},
    )
    printed = done.stdout + done.stderr
    assert done.returncode == 0, printed
    return printed


def run_pytest(folder: Path, *options: str) -> str:
    """Run pytest on a folder, away from this project."""
    (folder / "conftest.py").write_text(NO_NETWORK)
    alone = ("-q", "-p", "no:cacheprovider", "--rootdir", str(folder))
    return run(folder, "-m", "pytest", *alone, *options, str(folder))


@pytest.mark.parametrize("options", [(), ("-n", "1")], ids=["alone", "xdist"])
def test_under_pytest(tmp_path: Path, options: tuple[str, ...]) -> None:
    """However a test is written, the embedded service answers it under pytest."""
    for number, program in enumerate(WITH_PYTEST.values()):
        (tmp_path / f"test_{number}.py").write_text(program)
    assert "18 passed" in run_pytest(tmp_path, *options)


def test_moto_finds_the_service_under_pytest(tmp_path: Path) -> None:
    """Under pytest, `mock_aws` answers whether or not the service was imported."""
    (tmp_path / "test_it.py").write_text(WITHOUT_IMPORT)
    assert "1 passed" in run_pytest(tmp_path)


UNITTEST = (
    NO_NETWORK
    + EARLY
    + """
import unittest
from connectcases_typed import Client
from connectcases_typed.testing import EmbeddedCases, mock_cases

@mock_cases
class Each(unittest.TestCase):
    def setUp(self):
        CLIENT.create_domain(name="Shop")
    def test_one(self):
        self.assertEqual(domains(), ["Shop"])
    def test_two(self):
        self.assertEqual(domains(), ["Shop"])
    def tearDown(self):
        self.assertEqual(domains(), ["Shop"])

@mock_cases
class Class(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        CLIENT.create_domain(name="Shop")
    def test_one(self):
        self.assertEqual(domains(), ["Shop"])
    @classmethod
    def tearDownClass(cls):
        assert domains() == ["Shop"]

class Method(unittest.TestCase):
    @mock_cases
    def test_one(self, service: EmbeddedCases):
        service.seed()
        self.assertEqual(domains(), ["Domain 1"])

class Coroutine(unittest.IsolatedAsyncioTestCase):
    @mock_cases
    async def test_one(self, service: EmbeddedCases):
        service.seed()
        found = service.async_client().list_domains()
        self.assertEqual([it.name async for it in found], ["Domain 1"])

@mock_cases
class Coroutines(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        CLIENT.create_domain(name="Shop")
    async def test_one(self):
        self.assertEqual(domains(), ["Shop"])
"""
)


def test_under_unittest(tmp_path: Path) -> None:
    """However a test is written, the embedded service answers it under unittest."""
    (tmp_path / "test_it.py").write_text(UNITTEST)
    printed = run(tmp_path, "-m", "unittest", "-v", "test_it")
    assert "Ran 6 tests" in printed
    assert "OK" in printed


# moto is imported last, and nothing names the testing package.
FORGETFUL = (
    NO_NETWORK
    + """
import sys
import unittest
from connectcases_typed import AsyncClient, Client

KEYS = {"aws_access_key_id": "a", "aws_secret_access_key": "b"}
EARLY = Client(region_name="us-west-2", **KEYS)
EARLY_ASYNC = AsyncClient(region_name="us-west-2", **KEYS)

from moto import mock_aws

assert "connectcases_typed.testing" not in sys.modules

class Method(unittest.TestCase):
    @mock_aws
    def test_new(self):
        cases = Client(region_name="us-west-2")
        self.assertEqual(list(cases.list_domains()), [])
    @mock_aws
    def test_early(self):
        EARLY.create_domain(name="Shop")
        self.assertEqual([it.name for it in EARLY.list_domains()], ["Shop"])

@mock_aws
class SetUp(unittest.TestCase):
    def setUp(self):
        EARLY.create_domain(name="Shop")
    def test_it(self):
        self.assertEqual([it.name for it in EARLY.list_domains()], ["Shop"])

class Class(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.enterClassContext(mock_aws())
        EARLY.create_domain(name="Shop")
    def test_it(self):
        self.assertEqual([it.name for it in EARLY.list_domains()], ["Shop"])

class Coroutine(unittest.IsolatedAsyncioTestCase):
    async def test_it(self):
        with mock_aws():
            self.assertEqual([it async for it in EARLY_ASYNC.list_domains()], [])
"""
)


@pytest.mark.parametrize(
    "test",
    [
        "Method.test_new",
        "Method.test_early",
        "SetUp.test_it",
        "Class.test_it",
        "Coroutine.test_it",
    ],
)
def test_our_clients_find_the_service_by_themselves(tmp_path: Path, test: str) -> None:
    """`mock_aws` answers our clients under unittest, whatever else is imported.

    Each is run alone: the first request of one would help the next.
    """
    (tmp_path / "test_it.py").write_text(FORGETFUL)
    assert "OK" in run(tmp_path, "-m", "unittest", f"test_it.{test}")


RAW = (
    NO_NETWORK
    + """
import unittest
import boto3
from moto import mock_aws

class Raw(unittest.TestCase):
    @mock_aws
    def test_it(self):
        cases = boto3.client("connectcases", "us-west-2")
        error = cases.exceptions.ClientError
        with self.assertRaisesRegex(error, "Not yet implemented"):
            cases.list_domains()
"""
)


def test_boto3_alone_gets_an_error_of_moto(tmp_path: Path) -> None:
    """Where nothing of this library is imported, moto answers as docs/ say it does."""
    (tmp_path / "test_it.py").write_text(RAW)
    assert "OK" in run(tmp_path, "-m", "unittest", "test_it")
    docs = Path(__file__).parents[2] / "docs" / "how-to" / "embedded.md"
    assert "An error occurred (404)" in docs.read_text("utf-8")


BETWEEN = """
import os
import boto3
import connectcases_typed
from moto.core.models import botocore_stubber

FROZEN = []

def test_before():
    assert not botocore_stubber.enabled

def test_first(embedded_cases):
    FROZEN.append(embedded_cases.clock.freeze())
    embedded_cases.quotas.domains = 1
    embedded_cases.faults.throttle("GetCase")
    embedded_cases.seed()
    boto3.setup_default_session(region_name="us-east-1")
    assert boto3.client("connectcases").meta.region_name == "us-east-1"
    assert botocore_stubber.enabled

def test_second(embedded_cases):
    cases = connectcases_typed.Client()
    assert cases.boto3.meta.region_name == "us-west-2"
    assert list(cases.list_domains()) == []
    assert embedded_cases.clock.now() != FROZEN[0]
    assert embedded_cases.quotas.domains == 5
    assert [it.operation for it in embedded_cases.calls] == ["ListDomains"]
    assert embedded_cases.client() is embedded_cases.client()
    assert embedded_cases.client("us-east-1") is not embedded_cases.client()

def test_between():
    assert not botocore_stubber.enabled
    assert "AWS_ACCESS_KEY_ID" not in os.environ
    assert "AWS_DEFAULT_REGION" not in os.environ
    assert boto3.DEFAULT_SESSION is None

def test_after(embedded_cases):
    assert embedded_cases.boto3_client().list_domains()["domains"] == []
"""


def test_nothing_is_left_to_the_next_test(tmp_path: Path) -> None:
    """A test gets the service as new, and one without the fixture gets no mock."""
    (tmp_path / "test_it.py").write_text(BETWEEN)
    assert "5 passed" in run_pytest(tmp_path)
