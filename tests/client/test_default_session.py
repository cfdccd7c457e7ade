"""A client without a session uses boto3's default session, or one just like it."""

import subprocess
import sys
from types import ModuleType

import boto3
import pytest

from connectcases_typed import Client

from .calls import AUDIT
from .nobody import arguments
from .stub import Answer, Stub


def test_boto3_may_be_half_imported(
    stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client can be made while another thread is importing boto3."""
    session = boto3.Session()
    monkeypatch.setitem(sys.modules, "boto3", ModuleType("boto3"))
    stub.answers(Answer.of(AUDIT.answer))
    with Client(session=session, **arguments(stub.url)) as cases:
        cases.send(AUDIT.request)
    assert "Boto3/" not in stub.received[0].headers["user-agent"]


PROGRAM = """
import sys
from connectcases_typed import Client

nobody = {"aws_access_key_id": "nobody", "aws_secret_access_key": "nothing"}
given = {"region_name": "us-west-2", "endpoint_url": sys.argv[1], **nobody}
with Client(**given) as cases:
    print(len(list(cases.get_case_audit_events(domain_id="d", case_id="c"))))
print("boto3" in sys.modules)

import boto3
boto3.setup_default_session(region_name="eu-west-2")
print(Client(**nobody).boto3.meta.region_name)

from connectcases_typed.testing import mock_cases
# It sets up a default session of its own.
with mock_cases():
    with Client(region_name="eu-west-2", **nobody) as cases:
        print(len(list(cases.list_domains())))
"""


def test_boto3_is_imported_by_those_who_set_it_up(stub: Stub) -> None:
    """A client does not import boto3; once it is imported, its session is used."""
    stub.answers(Answer.of(AUDIT.answer))
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, stub.url],
        capture_output=True,
        text=True,
        check=True,
    )
    events = len(AUDIT.answer["auditEvents"])
    assert ran.stdout.split() == [str(events), "False", "eu-west-2", "0"]
    agent = stub.received[0].headers["user-agent"].split()
    assert agent[0].startswith("md/Botocore#")
