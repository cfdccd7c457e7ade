"""The table of the last run's figures, which is printed and quoted in the docs."""

from typing import Any

#: Each piece of work: what it is, and the targets against boto3 and capo.
WORKS = {
    "audit_page": ("audit page: 25 events, 3 changed fields each", 0.33, 0.80),
    "search_page": ("search page: 25 comments", 0.40, 0.90),
    "create_comment": ("create a comment", 1.00, 0.80),
    "create_custom": ("create a custom item of 50 fields", 1.00, 0.90),
    "cold_start": ("cold start: import, client, first audit page", 1.25, None),
}


# As `json.loads` has it.
def table(measured: dict[str, Any]) -> str:
    """Ratios of CPU time, ours to each other client's, in Markdown."""
    lines = [
        "| CPU time of ours | to boto3 | target | to capo | target | to validator |",
        "|---|---|---|---|---|---|",
    ]
    for work, (name, *targets) in WORKS.items():
        ratios = measured["ratios"][work]
        cells = [ratios["boto3"], targets[0], ratios["capo"], targets[1]]
        figures = [*cells, ratios.get("validator")]
        told = " | ".join("-" if it is None else f"{it:.2f}" for it in figures)
        lines.append(f"| {name} | {told} |")
    return "\n".join(lines)


# As above.
def report(measured: dict[str, Any]) -> str:
    """The table, memory, prefetching, and what it was measured with."""
    memory = measured["peak_memory_kib"]
    versions = "\n  ".join(f"{it} {its}," for it, its in measured["versions"].items())
    start = memory["after_10000_events"]
    grown = memory["after_100000_events"] - start
    return f"""\
{table(measured)}

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
