"""An embedded Amazon Connect Cases, to develop and test against without AWS.

It is a service for moto: importing this package adds it, `mock_cases` runs it in
process, and any boto3 client made or used inside talks to it. Nothing else in
`connectcases_typed` imports this package.

Its layers, from the bottom: `protocol` (how requests and responses look on the wire),
`store` (what is remembered), `controls` (what a test can set), `operations` (the rules,
one module per noun). On top of them are the modules here: `serving` executes an
operation, `responses` and its neighbours connect it to moto, `handle` is what a test
gets from `mock_cases()`. `docs/architecture.md` follows a request through them.
"""

from . import moto_names

# Before the modules below import any of those names.
if _problem := moto_names.problem():
    raise ImportError(_problem)

from .controls.calls import Call, Calls
from .controls.changes import Change
from .controls.clock import Clock
from .controls.faults import Fault, Faults
from .controls.quotas import Quotas
from .event_maker import make_event
from .handle import EmbeddedCases
from .mock import MockCases, mock_cases
from .operations.rule_results import RuleResults
from .registration import register
from .scripts import Script
from .seeding.making import Seeded

__all__ = [
    "Call",
    "Calls",
    "Change",
    "Clock",
    "EmbeddedCases",
    "Fault",
    "Faults",
    "MockCases",
    "Quotas",
    "RuleResults",
    "Script",
    "Seeded",
    "make_event",
    "mock_cases",
]

register()
