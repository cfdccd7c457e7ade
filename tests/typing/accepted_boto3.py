"""boto3's own clients, wrapped, where its stubs are installed.

They declare `boto3.client` once for each of four hundred services and know those whose
stubs are there; with any missing, pyright's strict mode complains of boto3 itself.
"""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

from typing import assert_type

import boto3

from connectcases_typed import Client


def wrapped() -> None:
    """A client of boto3's, or of one of its sessions, is one of those taken."""
    assert_type(Client.wrap(boto3.client("connectcases")), Client)
    assert_type(Client.wrap(boto3.Session().client("connectcases")), Client)
    # No type can tell one service's client from another's.
    assert_type(Client.wrap(boto3.client("sts")), Client)
