import { createTransport } from "nodemailer";
import { expect, test } from "vitest";
import { openDev, readEvents } from "../../../testing/dev.ts";

/** With a way to mail to it as any application may. */
async function start() {
  const dev = await openDev({ directory: ":memory:" });
  const transport = createTransport({ host: "127.0.0.1", port: dev.smtpPort, secure: false });
  const mail = (to: string, subject: string, html?: string) =>
    transport.sendMail({ from: "app@example.com", to, subject, text: subject, html });
  const json = async (path: string) => {
    const response = await dev.get(path);
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  return { ...dev, mail, json };
}

test("a mail has its code and everything else, as JSON", async () => {
  const { client, json } = await start();
  await client.createSignup({ emailAddress: "ann@example.com" });
  const { status, body } = await json("/inbox/mails/latest?to=ann@example.com");
  expect(status).toBe(200);
  expect(body).toEqual({
    id: 1,
    at: expect.stringMatching(/^\d{4}-.*Z$/),
    from: "tiauth@localhost",
    to: ["ann@example.com"],
    subject: "Signup verification code",
    text: expect.stringContaining(`Your email address verification code is ${body.code}.`),
    html: expect.stringContaining(body.code),
    code: expect.stringMatching(/^[A-Z2-9]{8}$/),
  });
});

test.each(["de", "fr", "nl"])(
  "mails in another language arrive in it, and their code is found: %s",
  async (language) => {
    const { get, json } = await start();
    const body = JSON.stringify({ action: "create_signup", arguments: { email_address: "ann@example.com" } });
    await get("/", { method: "POST", body, headers: { "Accept-Language": language } });
    const { body: mail } = await json("/inbox/mails/latest");
    expect(mail.subject).not.toBe("Signup verification code");
    expect(mail.text).toContain(mail.code);
    expect(mail.code).toMatch(/^[A-Z2-9]{8}$/);
  },
);

test("an application's own mails arrive too, without a code; the newest first, by address", async () => {
  const { mail, json } = await start();
  await mail("ann@example.com", "INVOICES");
  await mail("bob@example.com", "second");
  const all = await json("/inbox/mails");
  expect(all.body.mails).toMatchObject([{ subject: "second" }, { subject: "INVOICES" }]);
  expect(all.body.mails[1]).not.toHaveProperty("code");
  expect((await json("/inbox/mails?to=ann@example.com")).body.mails).toMatchObject([{ subject: "INVOICES" }]);
  expect((await json("/inbox/mails?to=eve@example.com")).body).toEqual({ mails: [] });
});

test("the next mail is waited for, as long as was asked", async () => {
  const { mail, json } = await start();
  const waiting = json("/inbox/mails/next?to=ann@example.com&timeout=30");
  await mail("bob@example.com", "no");
  await mail("ann@example.com", "first");
  expect(await waiting).toMatchObject({ status: 200, body: { id: 2, subject: "first" } });
  expect(await json("/inbox/mails/next?to=ann@example.com")).toMatchObject({ body: { id: 2 } });
  expect(await json("/inbox/mails/next?to=ann@example.com&after=2&timeout=0")).toEqual({
    status: 404,
    body: { error: { code: "no_mail", message: "There is no such mail." } },
  });
});

test.each(["after=x", "after=-1", "timeout=61", "timeout=1.5", "timeout="])("next with %s is 400", async (query) => {
  const { json } = await start();
  expect(await json(`/inbox/mails/next?${query}`)).toMatchObject({
    status: 400,
    body: { error: { code: "invalid_query" } },
  });
});

test("there is no latest mail before there is one, nor after the inbox was cleared", async () => {
  const { mail, json, get } = await start();
  expect((await json("/inbox/mails/latest")).status).toBe(404);
  await mail("ann@example.com", "x");
  expect((await get("/inbox/mails", { method: "DELETE" })).status).toBe(204);
  expect((await json("/inbox/mails/latest")).status).toBe(404);
  expect((await json("/inbox/mails")).body).toEqual({ mails: [] });
});

test("the HTML of a mail is shown with no right to run or load anything but styles and pictures", async () => {
  const { mail, get } = await start();
  await mail("ann@example.com", "x", "<p>hello<script>alert(1)</script></p>");
  const response = await get("/inbox/mails/1/html");
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  const policy = response.headers.get("content-security-policy");
  expect(policy).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; img-src [^;]*; /);
  expect(policy).toMatch(/sandbox (?!.*allow-scripts)/);
  expect(await response.text()).toContain("<p>hello");
});

test.each(["/inbox/mails/1/html", "/inbox/mails/99/html", "/inbox/mails/x/html", "/inbox/mails/1"])(
  "%s is 404 if there is none",
  async (path) => {
    const { mail, get } = await start();
    await mail("ann@example.com", "no HTML");
    expect((await get(path)).status).toBe(404);
  },
);

test("a page is told of the mails there are, of each that comes, and when they are cleared", async () => {
  const { mail, get, inbox } = await start();
  await mail("ann@example.com", "before");
  const response = await get("/inbox/events");
  expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  const events = readEvents(response, ({ name }) => name === "cleared");
  await mail("ann@example.com", "after");
  inbox.clear();
  expect(await events).toMatchObject([
    { name: "snapshot", data: [{ id: 1, subject: "before" }] },
    { name: "mail", data: { id: 2, subject: "after" } },
    { name: "cleared" },
  ]);
});

test("a page that is closed is forgotten, and HEAD follows nothing", async () => {
  const { get, close, mail } = await start();
  const aborting = new AbortController();
  const response = await get("/inbox/events", { signal: aborting.signal });
  const gone = response.text().catch(() => "gone");
  aborting.abort();
  expect(await gone).toBe("gone");
  expect((await get("/inbox/events", { method: "HEAD" })).status).toBe(200);
  await mail("ann@example.com", "nobody follows");
  await close();
});
