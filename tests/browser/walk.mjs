// A walk through the page in a real Chromium: what a person can do there, done, and
// every page checked by axe in light and dark and on a phone.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

const require = createRequire(`${process.env.MODULES}/`);
const { chromium } = require("playwright-core");
const axe = require("axe-core");

const start = process.env.PAGE;
const DESKTOP = { width: 1200, height: 800 };
const PHONE = { width: 390, height: 844 };
const SCRIPT = "<script>document.title = 'stolen'</script><b>bold</b>";

let browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
});

after(async () => browser?.close());

// A new visitor; whatever the browser complains about fails the test.
async function visit(run, { viewport = DESKTOP, colorScheme = "light", ...more } = {}) {
  const context = await browser.newContext({ viewport, colorScheme, ...more });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (said) => {
    if (said.type() === "error") complaints.push(said.text());
  });
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(start).origin
        && !request.url().startsWith("data:")) complaints.push(request.url());
  });
  try {
    await page.goto(start);
    await run(page);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

// axe is evaluated by the debugger, so that the page's own policy need not allow it.
async function accessible(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    window.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  const found = violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
  assert.deepEqual(found, [], page.url());
}

// Nothing but tables and code in their own frames is wider than the window.
async function fits(page) {
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(wide <= 0, `${page.url()} is ${wide} pixels too wide`);
}

async function toDomain(page) {
  await page.getByRole("link", { name: "Seaview bookings" }).click();
}

async function toCase(page) {
  await toDomain(page);
  await page.getByRole("link", { name: "Two nights at the Seaview" }).click();
}

async function toSetup(page) {
  await toDomain(page);
  await page.getByRole("link", { name: "Set-up" }).click();
}

async function toLive(page) {
  await page.getByRole("link", { name: "Live" }).click();
}

const PAGES = { domains: async () => {}, cases: toDomain, setup: toSetup, case: toCase, live: toLive };

for (const [name, go] of Object.entries(PAGES)) {
  for (const colorScheme of ["light", "dark"]) {
    for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
      test(`${name} is accessible and fits, ${colorScheme}, ${device}`, () =>
        visit(
          async (page) => {
            await go(page);
            await accessible(page);
            await fits(page);
            const file = `${name}-${colorScheme}-${device}.png`;
            await page.screenshot({ path: `${process.env.IMAGES}/${file}` });
          },
          { viewport, colorScheme },
        ));
    }
  }
}

test("searching finds a case, and pages lead to all of them", () =>
  visit(async (page) => {
    await toDomain(page);
    await page.getByText("Page 1 of 3").waitFor();
    await page.getByRole("link", { name: "Older" }).click();
    await page.getByText("Page 2 of 3").waitFor();
    await page.getByRole("link", { name: "Newer" }).click();
    await page.getByText("Page 1 of 3").waitFor();
    await page.getByLabel("Search the cases").fill("booking 42");
    await page.keyboard.press("Enter");
    await page.getByRole("status").filter({ hasText: "1 case with “booking 42”" }).waitFor();
    await page.getByRole("link", { name: "Booking 42" }).click();
    await page.getByRole("heading", { name: "Booking 42" }).waitFor();
    await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "Seaview bookings" }).click();
    await page.getByLabel("Search the cases").fill("no such thing");
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByText("0 cases with").waitFor();
  }));

test("a case shows its values by name, its items by kind, and what changed", () =>
  visit(async (page) => {
    await toCase(page);
    const values = page.getByRole("region", { name: "Values" });
    await values.getByText("With a sea view").waitFor();
    const items = page.getByRole("region", { name: "Related items" });
    for (const kind of ["Comment", "Contact", "Custom", "Sla"]) {
      await items.getByRole("heading", { name: kind }).waitFor();
    }
    await items.getByText(/^Overdue by 15 min$/).waitFor();
    await items.getByText(/^Active, 23 h 15 min left$/).waitFor();
    const changed = page.getByRole("row").filter({ hasText: "Nights" }).first();
    assert.deepEqual(await changed.getByRole("cell").allTextContents(), ["2", "3"]);
  }));

test("what users wrote stays text", () =>
  visit(async (page) => {
    await toCase(page);
    assert.equal(await page.getByText(SCRIPT).count(), 2); // the comment and its history
    await page.getByRole("link", { name: "Seaview bookings" }).click();
    await page.getByRole("link", { name: SCRIPT }).click();
    await page.getByRole("heading", { name: SCRIPT }).waitFor();
    assert.doesNotMatch(await page.title(), /^stolen$/);
    await toLive(page);
    assert.equal(await page.locator("b").count(), 0);
  }));

test("the clock moves, and stays where it was moved to", () =>
  visit(async (page) => {
    await toCase(page);
    const before = page.url();
    await page.getByLabel("Minutes").fill("30");
    await page.getByRole("button", { name: "Advance" }).click();
    await page.getByText(/^Overdue by 45 min$/).waitFor();
    assert.equal(page.url(), before);
  }));

test("calls and events appear as they come", () =>
  visit(async (page) => {
    await toLive(page);
    await page.getByText("New calls and events appear as they come.").waitFor();
    const calls = page.locator("#list-call > li");
    const events = page.locator("#list-event > li");
    const [callCount, eventCount] = [await calls.count(), await events.count()];
    const domains = await call("POST", "/domains-list", {});
    const { domainId } = domains.domains[0];
    const found = await call("POST", `/domains/${domainId}/cases-search`, { searchTerm: "booking 7" });
    const [{ caseId }] = found.cases;
    await call("PUT", `/domains/${domainId}/cases/${caseId}`, {
      fields: [{ id: "title", value: { stringValue: SCRIPT } }],
    });
    await page.locator(`#list-event > li:nth-child(${eventCount + 1})`).waitFor();
    await page.locator(`#list-call > li:nth-child(${callCount + 3})`).waitFor();
    await calls.first().getByText("UpdateCase: 200").click();
    await calls.first().locator("pre").getByText(SCRIPT).waitFor();
    await events.first().locator("summary").getByText("CASE.UPDATED").waitFor();
    await accessible(page);
  }));

test("everything can be reached with the keyboard", () =>
  visit(async (page) => {
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Skip to the content");
    await page.keyboard.press("Enter");
    const reached = [];
    for (let presses = 0; presses < 4; presses += 1) {
      await page.keyboard.press("Tab");
      reached.push(await focused(page));
    }
    assert.ok(reached.includes("Seaview bookings"), String(reached));
  }));

test("without its script the page shows the same", () =>
  visit(
    async (page) => {
      await toLive(page);
      assert.ok((await page.locator("#list-call > li").count()) > 0);
    },
    { javaScriptEnabled: false },
  ));

test("what is not there is said", () =>
  visit(async (page) => {
    const response = await page.request.get(`${start}domains/none`, { headers: { Accept: "text/html" } });
    assert.equal(response.status(), 404);
    assert.match(await response.text(), /<h1>Not Found<\/h1>/);
  }));

test("a page of another site can do nothing", async () => {
  const stranger = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end("<p>Another site.</p>");
  });
  await new Promise((listening) => stranger.listen(0, "127.0.0.1", listening));
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${stranger.address().port}/`);
    const sent = page.waitForResponse(`${start}reset`);
    // A browser sends this without asking the server first.
    await page.evaluate((url) => fetch(url, { method: "POST", mode: "no-cors" }), `${start}reset`);
    assert.equal((await sent).status(), 403);
    await page.goto(start);
    await page.getByRole("link", { name: "Seaview bookings" }).waitFor();
  } finally {
    await context.close();
    stranger.close();
  }
});

async function focused(page) {
  return page.evaluate(() => document.activeElement?.textContent?.trim());
}

async function call(method, path, body) {
  const response = await fetch(new URL(path, start), {
    method,
    headers: {
      "Content-Type": "application/json",
      Authorization: "AWS4-HMAC-SHA256 Credential=key/20260302/us-west-2/cases/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: JSON.stringify(body),
  });
  assert.ok(response.ok, `${path}: ${response.status}`);
  return response.json();
}
