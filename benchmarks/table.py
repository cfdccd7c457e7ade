"""The tables of the last runs' figures, which are printed and quoted in the docs.

A ratio is that of two clients in the same round. Of a run's ratios the median counts.
How far it may be off follows from how the rounds differ: the interval between two of
the sorted ratios that holds the true median in 95 of 100 cases, whatever the noise is
like. A target is met if the whole interval is below it, and missed if all of it is
above; otherwise this run cannot tell.
"""

from collections.abc import Sequence
from math import comb
from statistics import median, quantiles
from typing import Any

OURS = "connectcases_typed"

#: What each piece of work is.
WORKS = {
    "audit_page": "audit page: 25 events, 3 changed fields each",
    "search_page": "search page: 25 comments",
    "case_page": "case page: 100 cases, 25 fields each",
    "plain_cases": "the same as plain values by name",
    "create_comment": "create a comment",
    "create_custom": "create a custom item of 50 fields",
    "cold_audit_page": "cold start: a first audit page",
    "cold_comment": "cold start: a first comment",
    "cold_record": "cold start: stored fields, a first record",
}
CLIENTS = {
    "urllib3": "urllib3 alone",
    "botocore": "botocore's sending",
    OURS: "ours",
    "boto3": "boto3",
    "capo": "capo",
    "validator": "validator",
}
#: The ratio of ours to another client that is aimed at.
TARGETS = {
    ("audit_page", "boto3"): 0.30,
    ("search_page", "boto3"): 0.30,
    ("create_comment", "boto3"): 0.88,
    ("create_comment", "botocore"): 1.15,
    ("create_custom", "boto3"): 0.80,
    ("cold_audit_page", "boto3"): 1.00,
    ("cold_comment", "boto3"): 1.00,
    ("cold_record", "boto3"): 1.10,
    ("audit_page", "capo"): 0.80,
    ("search_page", "capo"): 0.90,
    ("create_comment", "capo"): 0.80,
    ("create_custom", "capo"): 0.90,
}
#: By how much more memory than boto3's a first audit page may take, in KiB.
MEMORY = 3 * 1024

#: CPU microseconds of each round, by client.
Rounds = dict[str, list[int]]


def ratios(rounds: Rounds, client: str) -> list[float]:
    """Ours to another client, round by round."""
    pairs = zip(rounds[OURS], rounds[client], strict=True)
    return [ours / others for ours, others in pairs]


def interval(found: Sequence[float]) -> tuple[float, float]:
    """Where the median is in 95 of 100 cases, as far as so many values can tell."""
    ranked, count = sorted(found), len(found)
    outside, left = 0.0, 0
    # The binomial distribution says how likely it is that fewer than so many values are
    # below the true median.
    while (outside := outside + comb(count, left) / 2**count) <= 0.025:
        left += 1
    edge = max(left - 1, 0)
    return ranked[edge], ranked[count - 1 - edge]


def verdict(found: Sequence[float], target: float) -> str:
    """Whether a target is met, as far as the rounds can tell."""
    lowest, highest = interval(found)
    # To the two digits that are shown.
    if round(highest, 2) <= target:
        return "met"
    return "missed" if round(lowest, 2) > target else "cannot tell"


def noise(rounds: Rounds) -> float:
    """How far boto3's own time differed between the middle half of the rounds."""
    low, middle, high = quantiles(rounds["boto3"], n=4)
    return (high - low) / middle


# `measured` is as `json.loads` has it, here and below.
def times(measured: dict[str, Any]) -> str:
    """CPU time of each client in the last run, in Markdown."""
    rounds: dict[str, Rounds] = measured["cpu_microseconds"][-1]
    lines = [
        f"| CPU time, us | {' | '.join(CLIENTS.values())} |",
        f"|---|{'---|' * len(CLIENTS)}",
    ]
    for work, name in WORKS.items():
        cells = [
            f"{round(median(rounds[work][client])):,}"
            if client in rounds[work]
            else "-"
            for client in CLIENTS
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def targets(measured: dict[str, Any]) -> str:
    """The ratios of all runs beside their targets, in Markdown."""
    runs: list[dict[str, Rounds]] = measured["cpu_microseconds"]
    lines = [
        "| CPU time of ours | to | target | " + " | ".join(_ordinals(runs)) + " |",
        f"|---|---|---|{'---|' * len(runs)}",
    ]
    for (work, client), target in TARGETS.items():
        cells = [_cell(ratios(run[work], client), target) for run in runs]
        told = " | ".join([WORKS[work], CLIENTS[client], f"{target:.2f}", *cells])
        lines.append(f"| {told} |")
    return "\n".join(lines)


def _ordinals(runs: Sequence[object]) -> list[str]:
    return [f"run {number}" for number, _ in enumerate(runs, 1)]


def _cell(found: list[float], target: float) -> str:
    lowest, highest = interval(found)
    shown = f"{median(found):.2f} ({lowest:.2f} to {highest:.2f})"
    return f"{shown} {verdict(found, target)}"


def report(measured: dict[str, Any]) -> str:
    """The tables, memory, prefetching, and what it was measured with."""
    memory = measured["peak_memory_kib"]
    first = measured["cold_memory_kib"]["cold_audit_page"]
    versions = "\n  ".join(f"{it} {its}," for it, its in measured["versions"].items())
    start = memory["after_10000_events"]
    grown = memory["after_100000_events"] - start
    noisy = [
        max(noise(run[work]) for work in WORKS) for run in measured["cpu_microseconds"]
    ]
    told = ", ".join(f"{it:.0%}" for it in noisy)
    return f"""\
{targets(measured)}

How noisy the machine was: boto3's own time for the same work differed by up to {told}
between the rounds of a run (the middle half of them).

{times(measured)}

- memory after a first audit page: {first[OURS]:,} KiB at the peak, boto3
  {first["boto3"]:,} KiB (target: at most {MEMORY:,} KiB more)
- memory while iterating 100,000 audit events: {start:,} KiB at the peak after 10,000
  of them, {grown:,} KiB more at the end
- wall time of iterating slow pages with `prefetch()`: {measured["prefetch_ratio"]:.2f}
  of what it takes without (target: 0.60)
- {versions}
  on Python {measured["python"]}
"""


def quoted(page: str, measured: dict[str, Any]) -> str:
    """A page of the docs with its report replaced."""
    before, mark, rest = page.partition("<!-- measured -->\n")
    _, end, after = rest.partition("<!-- /measured -->\n")
    if not (mark and end):
        raise ValueError("the page has no place for the report")
    return f"{before}{mark}{report(measured)}{end}{after}"
