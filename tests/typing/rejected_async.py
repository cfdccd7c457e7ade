"""Mistakes with the async client, mostly a missing `await` or `async`."""

from connectcases_typed import AsyncClient, Client, GetDomainRequest, GetDomainResponse


async def called(cases: AsyncClient) -> None:
    """What is awaited has to be, and what is iterated too."""
    # mypy assignment, pyright reportAssignmentType: Coroutine
    wrong: GetDomainResponse = cases.get_domain(domain_id="d")
    # mypy attr-defined, pyright reportAttributeAccessIssue: "domain_arn"
    repr((wrong, cases.get_domain(domain_id="d").domain_arn))
    # mypy unused-coroutine, pyright reportUnusedCoroutine: used
    cases.delete_domain(domain_id="d")
    # mypy unused-coroutine, pyright reportUnusedCoroutine: used
    cases.send(GetDomainRequest(domain_id="d"))
    # mypy call-arg, pyright reportCallIssue: "domain"
    await cases.get_domain(domain="d")
    # mypy attr-defined, pyright reportGeneralTypeIssues: AsyncItems
    repr([domain.name for domain in cases.list_domains()])
    # mypy attr-defined, pyright reportGeneralTypeIssues: AsyncIteration
    repr([page.domains for page in cases.list_domains().by_page()])
    # mypy misc, pyright reportGeneralTypeIssues: AsyncItems
    await cases.list_domains()
    # mypy call-overload, pyright reportArgumentType: AsyncItems
    list(cases.list_domains())
    # mypy attr-defined, pyright reportAttributeAccessIssue: Coroutine
    cases.send(GetDomainRequest(domain_id="d")).metadata.clear()
    # mypy arg-type, pyright reportArgumentType: "GetDomainRequest"
    cases.items(GetDomainRequest(domain_id="d"))
    # mypy call-arg, pyright reportCallIssue: argument
    await cases.get_domain("d")
    # mypy arg-type, pyright reportArgumentType: str
    await cases.untag_resource(arn="arn", tag_keys="team")


async def crossed(awaited: AsyncClient, cases: Client) -> None:
    """One client is not the other."""
    # mypy misc, pyright reportGeneralTypeIssues: "GetDomainResponse"
    await cases.get_domain(domain_id="d")
    # mypy attr-defined, pyright reportGeneralTypeIssues: ListDomainsResponse
    repr([domain async for domain in cases.list_domains()])
    # mypy arg-type, pyright reportArgumentType: Client
    Client.get_domain(awaited, domain_id="d")
    # mypy assignment, pyright reportAssignmentType: "AsyncClient"
    wrong: Client = awaited
    # mypy attr-defined, pyright reportAttributeAccessIssue: close
    wrong.aclose()
