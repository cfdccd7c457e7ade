// The AWS SDK for JavaScript, told what to do one line of JSON at a time.
//
// In: {operation, params} calls it; with a `key`, the SDK's own paginator gathers
// that member of all pages. Out: {answer} or {refused: name of the exception}.
"use strict";

const readline = require("node:readline");
const sdk = require("@aws-sdk/client-connectcases");

const client = new sdk.ConnectCasesClient({
  endpoint: process.argv[2],
  region: "us-west-2",
  credentials: { accessKeyId: "key", secretAccessKey: "secret" },
});

async function items(operation, { maxResults, ...params }, key) {
  const paginate = sdk[`paginate${operation}`];
  const found = [];
  for await (const page of paginate({ client, pageSize: maxResults }, params)) {
    found.push(...page[key]);
  }
  return found;
}

async function carryOut({ operation, params, key }) {
  if (key) return items(operation, params, key);
  const { $metadata, ...answer } = await client.send(
    new sdk[`${operation}Command`](params),
  );
  return answer;
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let said;
    try {
      said = { answer: await carryOut(JSON.parse(line)) };
    } catch (error) {
      // Anything but a service's exception is a defect, of the driver or the server.
      if (!(error instanceof sdk.ConnectCasesServiceException)) throw error;
      said = { refused: error.name };
    }
    console.log(JSON.stringify(said));
  }
}

main();
