"""An embedded Amazon Connect Cases, to develop and test against without AWS.

It is a service for moto: importing this package adds it, `mock_cases` runs it in
process, and any boto3 client created or used inside talks to it. Nothing else in
`connectcases_typed` imports this package.

How it is laid out: `responses` takes a request from moto, `validation` reads
it, `operations` names the function that answers it, `wire` writes the answer.
The functions are in one module per noun (`domains`, `fields`, `cases`, ...)
and work on `state`, which moto keeps per account and Region in `models`.

What a test does to it is on the handle that `mock_cases()` gives, an `EmbeddedCases`:
the clock, quotas, rates and faults it sets, the events it reads, the state it seeds,
dumps and loads.
"""

from importlib.util import find_spec

if find_spec("moto") is None:
    raise ImportError(
        "connectcases_typed.testing needs moto: "
        "pip install 'connectcases-typed[testing]'"
    )

from .changes import Change
from .clock import Clock
from .embedded import EmbeddedCases
from .faults import Fault, Faults
from .mock import MockCases, mock_cases
from .quotas import Quotas
from .registration import register
from .scripts import Script
from .seed import Seeded

__all__ = [
    "Change",
    "Clock",
    "EmbeddedCases",
    "Fault",
    "Faults",
    "MockCases",
    "Quotas",
    "Script",
    "Seeded",
    "mock_cases",
]

register()
