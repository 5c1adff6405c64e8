import { expect, it } from "vitest";
import { acme, emailAddress, stageApproval } from "../../testing/approval.ts";
import { parseHtml } from "../../testing/html.ts";
import { startListener } from "../../testing/public-listener.ts";

/** What a core would answer that let everything pass. */
const requestOf = (text: string) => ({
  ok: true,
  action_invocation_id: "i",
  values: {
    cli_signin_request: {
      id: "i",
      user_email_address: text,
      client_name: text,
      status: "pending",
      created_at: 1,
      expires_at: 2,
      client_label: text,
      client_address: text,
    },
  },
});

const codeForm = /^[A-HJ-NP-Z2-9]{8}$/;

it("shows who asks, and the code only once it is approved: that code, and no other, signs in", async () => {
  const { ask, post, client, statusOf } = await stageApproval();
  const { approvalToken, cliSigninToken } = await ask("acme deploy 2.1");
  const shown = await post({ approval_token: approvalToken });
  expect(shown).toMatchObject({ status: 200, errors: [], title: "Sign in to acme deploy 2.1?", code: undefined });
  expect(shown.choices).toEqual(["approve", "deny"]);
  const facts = shown.elements.filter(({ name }) => name === "dd").map(({ text }) => text);
  expect(facts).toEqual([emailAddress, "acme deploy 2.1", "127.0.0.0/24", "January 1, 2029 15:04:05 (UTC)"]);
  expect(await statusOf(cliSigninToken)).toBe("pending");

  const { code = "", ...approved } = await post({ approval_token: approvalToken, choice: "approve" });
  expect(approved).toMatchObject({ status: 200, errors: [], title: "Your code", choices: [undefined, "deny"] });
  expect(code).toMatch(codeForm);
  expect(shown.source).not.toContain(code);
  expect((await post({ approval_token: approvalToken, choice: "approve" })).code).toBe(code);
  const wrong = code === "AAAAAAAA" ? "BBBBBBBB" : "AAAAAAAA";
  const refused = await client.completeCliSignin({ cliSigninToken, code: wrong });
  expect(refused).toMatchObject({ ok: false, errorCode: "incorrect_cli_signin_code" });
  expect(await client.completeCliSignin({ cliSigninToken, code })).toMatchObject({ ok: true });
});

it.each([
  ["GET", {}],
  ["HEAD", {}],
  ["GET", { "sec-purpose": "prefetch;prerender" }],
  ["GET", { purpose: "prefetch", "x-purpose": "preview", "x-moz": "prefetch" }],
])("%s with %j approves nothing and tells no code, whatever its query", async (method, headers) => {
  const { url, ask, get, statusOf } = await stageApproval();
  const { approvalToken, cliSigninToken } = await ask();
  const plain = await get("", { method, headers });
  for (const query of [`?approval_token=${approvalToken}&choice=approve`, `?${approvalToken}`]) {
    const { status, source } = await get(query, { method, headers });
    expect(status).toBe(200);
    expect(source).toBe(plain.source); // not even the token comes back
  }
  expect(await statusOf(cliSigninToken)).toBe("pending");
  const missing = await fetch(`${url}/cli/${approvalToken}`, { method, headers });
  expect(missing.status).toBe(404);
});

it.each<readonly [string, string]>([
  ["PUT", "approve"],
  ["DELETE", "approve"],
  ["POST", "Approve"],
  ["POST", "deny&choice=approve"],
  ["POST", "approve&choice=approve"],
])("%s with the choice %s approves nothing: only a clear decision does", async (method, choice) => {
  const { url, ask, statusOf } = await stageApproval();
  const { approvalToken, cliSigninToken } = await ask();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const body = `approval_token=${approvalToken}&choice=${choice}`;
  const response = await fetch(`${url}/cli`, { method, headers, body });
  expect(response.status).toBe(method === "POST" ? 200 : 405);
  expect(await statusOf(cliSigninToken)).toBe("pending");
});

it("what is pasted may be the whole link, or broken into lines", async () => {
  const { ask, post } = await stageApproval();
  const { approvalToken } = await ask();
  const [id = "", secret = ""] = approvalToken.split(".");
  for (const pasted of [`https://auth.example.com/cli#${approvalToken}`, `  ${id}.\r\n ${secret}\n`])
    expect((await post({ approval_token: pasted, choice: "show" })).title).toBe("Sign in to acme deploy?");
});

it("who denies ends it, also after approving: its code signs nobody in, and the link says so", async () => {
  const { ask, post, client } = await stageApproval();
  const { approvalToken, cliSigninToken } = await ask();
  const { code = "" } = await post({ approval_token: approvalToken, choice: "approve" });
  expect(await post({ approval_token: approvalToken, choice: "deny" })).toMatchObject({ title: "Denied", choices: [] });
  expect(await client.completeCliSignin({ cliSigninToken, code })).toMatchObject({ errorCode: "cli_signin_denied" });
  for (const choice of ["show", "approve"])
    expect(await post({ approval_token: approvalToken, choice })).toMatchObject({ title: "Denied", code: undefined });
});

it("a link that was used, that is too old or that never was one says so kindly, and takes another", async () => {
  const { ask, post, client, clock } = await stageApproval();
  const used = await ask();
  const { code = "" } = await post({ approval_token: used.approvalToken, choice: "approve" });
  await client.completeCliSignin({ cliSigninToken: used.cliSigninToken, code });
  const old = await ask();
  clock.at += 600_000;
  for (const approval_token of [used.approvalToken, old.approvalToken, used.cliSigninToken, "nonsense", ""])
    for (const choice of ["show", "approve", "deny"]) {
      const { status, title, choices, source } = await post({ approval_token, choice });
      expect({ status, title, choices }).toEqual({
        status: 200,
        title: "This link is no longer good",
        choices: ["show"],
      });
      expect(source).not.toContain(code);
    }
});

it("what the core does not look at now can be tried again, and is not decided", async () => {
  for (const answer of [
    { status: 429, body: "{}", retryAfterSeconds: 7 } as const,
    { status: 200, body: '{"ok":false,"action_invocation_id":"i","error_code":"internal_conflict"}' } as const,
  ]) {
    const { url } = await startListener({ invoke: async () => answer, approval: { brand: acme, locale: "en" } });
    const body = new URLSearchParams({ approval_token: "abc.def", choice: "approve" });
    const response = await fetch(`${url}/cli`, { method: "POST", body });
    expect(response.status).toBe(answer.status === 429 ? 429 : 503);
    expect(response.headers.get("retry-after")).toBe(answer.status === 429 ? "7" : "1");
    const page = await response.text();
    expect(page).toContain('name="approval_token" value="abc.def"');
    expect(page).toContain('value="approve">Try again</button>');
  }
});

it.each([
  "<script>alert(1)</script>",
  `"><img src=x onerror=alert(1)>`,
  "</dd></main></body><h1>Win",
  "</title></style><style>*{display:none}",
  "&lt;b&gt; $& {code}",
])("a tool's name, a label and an address %s are only text, as is a token", async (hostile) => {
  const invoke = async () => ({ status: 200 as const, body: JSON.stringify(requestOf(hostile)) });
  const { url } = await startListener({ invoke, approval: { brand: { ...acme, serviceName: hostile }, locale: "en" } });
  const shapeOf = async (token: string) => {
    const body = new URLSearchParams({ approval_token: token });
    const response = await fetch(`${url}/cli`, { method: "POST", body });
    const { errors, elements } = parseHtml(await response.text());
    return { errors, elements, shape: elements.map(({ name, attributes }) => `${name} ${Object.keys(attributes)}`) };
  };
  const { errors, elements, shape } = await shapeOf(hostile);
  const { shape: benign } = await shapeOf("abc.def");
  expect({ errors, shape }).toEqual({ errors: [], shape: benign });
  const facts = elements.filter(({ name }) => name === "dd").map(({ text }) => text);
  expect(facts.slice(0, 4)).toEqual([hostile, hostile, hostile, hostile]);
});

it("H1: a form that is longer than any body may be is 413", async () => {
  const { post } = await stageApproval();
  expect((await post({ approval_token: "a".repeat(17_000) })).status).toBe(413);
});

it("H3: without it there is no route", async () => {
  const { url } = await startListener();
  for (const method of ["GET", "HEAD", "POST", "OPTIONS"])
    expect((await fetch(`${url}/cli`, { method })).status, method).toBe(404);
});

it("every answer keeps out of caches, frames, other windows and Referers", async () => {
  const { get, post } = await stageApproval();
  for (const { headers } of [await get(), await get("", { method: "HEAD" }), await post({ approval_token: "x" })]) {
    expect(Object.fromEntries(headers)).toMatchObject({
      "cache-control": "no-store",
      "content-type": "text/html; charset=utf-8",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    });
    const policy = (headers.get("content-security-policy") ?? "").split("; ");
    expect(policy).toEqual(
      expect.arrayContaining(["default-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"]),
    );
    expect(policy.join()).not.toMatch(/unsafe-|https?:|\*|'self'.*'self'/);
  }
});

it("has the service's name, colour and logo, which is the only thing that may be loaded from elsewhere", async () => {
  const { get } = await stageApproval();
  expect((await get()).source).toContain("--brand: #ffd700; --on-brand: #000000;");
  expect((await get()).elements.find(({ name }) => name === "title")?.text).toMatch(/ – Acme$/);
  const logoUrl = "https://cdn.example.com/logo.png?a=1&b=2";
  const branded = await stageApproval({ look: { brand: { serviceName: "Acme", color: "#0e6a5b", logoUrl } } });
  const { elements, headers } = await branded.get();
  expect(elements.find(({ name }) => name === "img")?.attributes).toEqual({ src: logoUrl, alt: "Acme" });
  expect(headers.get("content-security-policy")).toContain("img-src data: https://cdn.example.com;");
});

it.each([
  [undefined, "en", "en", "Your code"],
  ["nl-BE, en;q=0.5", "en", "nl", "Uw code"],
  ["de-CH", "en", "de", "Ihr Code"],
  ["fr", "en", "fr", "Votre code"],
  ["es", "de-AT", "de", "Ihr Code"],
  ["es", "pt-BR", "en", "Your code"],
])("who sends Accept-Language %j where the default is %s reads %s", async (acceptLanguage, locale, language, title) => {
  const { ask, post } = await stageApproval({ look: { locale } });
  const { approvalToken } = await ask();
  const headers = acceptLanguage ? { "accept-language": acceptLanguage } : { "accept-language": "*" };
  const page = await post({ approval_token: approvalToken, choice: "approve" }, headers);
  expect(page.title).toBe(title);
  expect(page.elements.find(({ name }) => name === "html")?.attributes.lang).toBe(language);
});
