// A test in another language has the clock, faults, quotas and calls in its hands: the
// steering endpoints, driven beside the AWS SDK for JavaScript.
import assert from "node:assert/strict";
import { createRequire } from "node:module";

const [endpoint] = process.argv.slice(2);
// A module does not look at NODE_PATH, where the SDK is; `require` does.
const sdk = createRequire(import.meta.url)("@aws-sdk/client-connectcases");

const client = new sdk.ConnectCasesClient({
  endpoint,
  region: "us-west-2",
  credentials: { accessKeyId: "key", secretAccessKey: "secret" },
  maxAttempts: 3,
});

async function steer(method, path, body) {
  const response = await fetch(`${endpoint}/_cases/${path}`, {
    method,
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  assert.ok(response.ok, answer.message);
  return answer;
}

const { paths } = await steer("GET", "openapi.json");
assert.ok(paths["/_cases/clock"].post);

await steer("POST", "reset");
const shop = await steer("POST", "seed", { name: "shop", fields: { Nights: "Number" }, cases: ["One", "Two"] });
const domainId = shop.domain_id;
const found = await client.send(new sdk.SearchCasesCommand({ domainId, searchTerm: "two" }));
assert.deepEqual(found.cases.map(({ caseId }) => caseId), [shop.case_ids[1]]);

await steer("POST", "clock", { set: "2026-03-02T12:00:00Z" });
const caseId = shop.case_ids[0];
const sla = {
  name: "reply", type: "CaseField", fieldId: "status",
  targetFieldValues: [{ stringValue: "closed" }], targetSlaMinutes: 60,
};
await client.send(new sdk.CreateRelatedItemCommand({
  domainId, caseId, type: "Sla", content: { sla: { slaInputConfiguration: sla } },
}));
await steer("POST", "clock", { advance_seconds: 3601 });
const { relatedItems } = await client.send(new sdk.SearchRelatedItemsCommand({ domainId, caseId }));
assert.equal(relatedItems[0].content.sla.slaConfiguration.status, "Overdue");

const { next } = await steer("GET", "calls");
await steer("POST", "faults", { kind: "throttle", operation: "GetDomain", times: 1 });
await client.send(new sdk.GetDomainCommand({ domainId }));
const { faults } = await steer("GET", "faults");
assert.equal(faults[0].happened, 1);
const { calls } = await steer("GET", `calls?after=${next}`);
assert.deepEqual(calls.map(({ status }) => status), [429, 200]);

await steer("POST", "quotas", { domains: 1 });
await assert.rejects(
  client.send(new sdk.CreateDomainCommand({ name: "one more" })),
  sdk.ServiceQuotaExceededException,
);

await steer("POST", "reset");
const { domains } = await client.send(new sdk.ListDomainsCommand({}));
assert.deepEqual(domains, []);
console.log("steered from JavaScript: clock, faults, quotas, calls, seed, reset");
