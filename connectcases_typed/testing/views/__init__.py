"""The state as people read it: by name, in order, as text.

`EmbeddedCases.show` prints these views and the server's page lays them out. They are
plain text and hold nothing of the state, so they are made while the service's lock is
held and read after it is released. `of_domains` and `of_cases` make them, and `words`
has how they put things.
"""

from .of_cases import CaseRow, CasesView, CaseView, case, cases
from .of_domains import DomainView, domains, find_case, find_domain, setup
from .words import moment

__all__ = [
    "CaseRow",
    "CaseView",
    "CasesView",
    "DomainView",
    "case",
    "cases",
    "domains",
    "find_case",
    "find_domain",
    "moment",
    "setup",
]
