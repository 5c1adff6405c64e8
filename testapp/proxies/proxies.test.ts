import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { startWorld, succeeded, type World } from "../harness/index.ts";
import { freshAddress, freshPassword } from "../harness/person.ts";
import { bodyOf } from "../wire/request.ts";
import { startApplication } from "./application.ts";
import { openBrowser } from "./browser.ts";
import { programs } from "./programs.ts";
import { missing, startProxy } from "./proxy.ts";
import { sendHalf, sendTls, type TlsRequest } from "./send-tls.ts";

const secret = "only the application and Tiauth know it";
const signup = () => bodyOf("create_signup", { email_address: freshAddress() });
/** A body of exactly so many bytes, which asks for something. */
const ofLength = (bytes: number) => bodyOf("create_signin", { user_email_address: "nobody@example.com" }).padEnd(bytes);
const limitBytes = 16 * 1024;

let world: World;
let application: Awaited<ReturnType<typeof startApplication>>;
beforeAll(async () => {
  const env = { TIAUTH_TRUSTED_PROXIES: "127.0.0.1", TIAUTH_CORS_ALLOW_ORIGIN: "https://spa.example.net" };
  world = await startWorld({ secret, env });
  application = await startApplication({ authServer: world.tiauth.url, sharedSecret: secret });
});
afterAll(async () => {
  await application?.close();
  await world?.close();
});

describe.each(programs)("behind $command", (program) => {
  const skipped = missing(program);
  describe.skipIf(skipped)(`as docs/examples/proxies/${program.file} has it${skipped}`, () => {
    let proxy: Awaited<ReturnType<typeof startProxy>>;
    let person: Awaited<ReturnType<typeof signUp>>;
    beforeAll(async () => {
      proxy = await startProxy(program, behind());
      person = await signUp("127.0.0.2");
    });
    afterAll(() => proxy?.stop());

    const behind = () => ({ applicationPort: application.port, authServerPort: world.tiauth.port });
    const toApplication = (asked: Omit<TlsRequest, "host">) => sendTls(proxy, { host: "app.example.com", ...asked });
    const toAuthServer = (asked: Omit<TlsRequest, "host">) => sendTls(proxy, { host: "auth.example.com", ...asked });

    /** Signs somebody up at the application. */
    async function signUp(from: string) {
      const browser = openBrowser(proxy, { from });
      const emailAddress = freshAddress();
      await succeeded(browser.client.createSignup({ emailAddress }));
      const emailAddressVerificationCode = await world.smtp.nextCode(emailAddress, {
        subject: "Signup verification code",
      });
      await succeeded(browser.client.verifySignupEmailAddressVerificationCode({ emailAddressVerificationCode }));
      await succeeded(browser.client.setSignupPassword({ password: freshPassword() }));
      const { session } = await succeeded(browser.client.completeSignup());
      return { browser, session };
    }

    it("W1: a person signs up, has a Secure __Host- cookie and nothing else, and is known to every page", async () => {
      const { browser, session } = person;
      expect([...browser.cookies.keys()]).toEqual(["__Host-tiauth_session_token"]);
      expect(browser.setCookies.length).toBeGreaterThan(2);
      expect(browser.setCookies.filter((line) => !/^__Host-.*; Path=\/;.*; HttpOnly;.*; Secure$/.test(line))).toEqual(
        [],
      );
      const page = await browser.send({ path: "/" });
      expect([page.status, page.text]).toEqual([200, session.userId]);
      expect(page.headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
    });

    it("L4: the auth server sees the person's address, whatever they write themselves", async () => {
      const signedUp = { msg: "audit", action: "complete_signup", user_id: person.session.userId };
      expect(await world.tiauth.log(signedUp)).toMatchObject({ result: "ok", client_address: "127.0.0.2" });

      const headers = { "X-Forwarded-For": "192.0.2.9", "Sec-Fetch-Site": "same-origin" };
      const invented = { method: "POST", headers, body: ofLength(100) };
      const answers = [
        await toApplication({ ...invented, path: "/auth", from: "127.0.0.3" }),
        await toAuthServer({ ...invented, path: "/", from: "127.0.0.4" }),
      ];
      const seen = answers.map(async ({ text }) => {
        const { action_invocation_id } = JSON.parse(text);
        return (await world.tiauth.log({ msg: "audit", action_invocation_id })).client_address;
      });
      expect(await Promise.all(seen)).toEqual(["127.0.0.3", "127.0.0.4"]);
    });

    it("the application sees the origin that people use, whatever they write themselves", async () => {
      const headers = { "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http" };
      const { text } = await toApplication({ path: "/seen", headers });
      expect(JSON.parse(text)).toEqual(["app.example.com", "app.example.com", "https"]);
    });

    it.each([
      [{ "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" }],
      [{ "Sec-Fetch-Site": "same-site", Origin: "https://auth.example.com" }],
      [{ Origin: "https://evil.example" }],
      [{ Origin: "https://auth.example.com" }],
      [{ Origin: "null" }],
      [{}],
    ])("W3: a POST with %j is refused: it does not come from a page of the application", async (headers) => {
      const { browser, session } = person;
      const mails = world.smtp.mails.length;
      const asked = await browser.send({ method: "POST", path: "/auth", headers, body: signup() });
      const form = await browser.send({ method: "POST", path: "/signout", headers });
      expect([asked.status, form.status]).toEqual([403, 403]);
      expect(world.smtp.mails.length).toBe(mails);
      expect((await browser.send({ path: "/" })).text).toBe(session.userId);
    });

    it("W3: a form of a browser that says only its Origin is taken, though the application serves plain HTTP", async () => {
      const { browser } = await signUp("127.0.0.2");
      const headers = { Origin: "https://app.example.com" };
      expect((await browser.send({ method: "POST", path: "/signout", headers })).status).toBe(302);
      expect(browser.cookies.size).toBe(0);
    });

    it("H1: a body of 16 KiB is taken, of one more byte it is refused, with its length said before or not", async () => {
      const headers = { "Sec-Fetch-Site": "same-origin" };
      const statusesOf = async (body: string, more: Record<string, string> = {}) => {
        const asked = { method: "POST", headers: { ...headers, ...more }, body };
        const answers = [toApplication({ ...asked, path: "/auth" }), toAuthServer({ ...asked, path: "/" })];
        return (await Promise.all(answers)).map(({ status }) => status);
      };
      expect(await statusesOf(ofLength(limitBytes))).toEqual([200, 200]);
      const refused = {
        known: await statusesOf(ofLength(limitBytes + 1)),
        chunked: await statusesOf(ofLength(limitBytes + 1), { "Transfer-Encoding": "chunked" }),
      };
      for (const status of [...refused.known, ...refused.chunked]) expect(program.tooLargeStatuses).toContain(status);
    });

    it("an application that does not answer is 504 in the end, and who sends half a body is let go", async () => {
      const impatient = await startProxy(program, { ...behind(), also: program.impatient });
      onTestFinished(impatient.stop);
      const half = { method: "POST", headers: { "Content-Length": "100", "Sec-Fetch-Site": "same-origin" } };
      const [page, ...halves] = await Promise.all([
        sendTls(impatient, { host: "app.example.com", path: "/hangs" }),
        sendHalf(impatient, { host: "app.example.com", path: "/auth", ...half }),
        sendHalf(impatient, { host: "auth.example.com", path: "/", ...half }),
      ]);
      expect(page.status).toBe(504);
      expect(halves).toEqual(["", ""]);
    });

    it("of the auth server only its actions are public, to pages of listed origins too", async () => {
      const paths = ["/alive", "/ready", "/reset", "/command", "/invoke"];
      const answers = await Promise.all(paths.map((path) => toAuthServer({ path })));
      expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 404));
      const headers = { Origin: "https://spa.example.net", "Access-Control-Request-Method": "POST" };
      const preflight = await toAuthServer({ method: "OPTIONS", path: "/", headers });
      expect(preflight.headers["access-control-allow-origin"]).toBe("https://spa.example.net");
    });

    it("without TLS the application's pages redirect, and the auth server takes nothing", async () => {
      const page = await sendPlain(proxy.httpPort, { Host: "app.example.com" });
      expect(page.status).toBeGreaterThanOrEqual(301);
      expect(page.location).toMatch(/^https:\/\/app\.example\.com(:\d+)?\/$/);
      expect(await sendPlain(proxy.httpPort, { Host: "auth.example.com" })).toEqual({ status: 403 });
    });
  });
});

const sendPlain = (port: number, headers: Record<string, string>) =>
  new Promise<{ readonly status?: number | undefined; readonly location?: string | undefined }>((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, headers, agent: false }, ({ statusCode, headers }) => {
      outgoing.destroy();
      resolve({ status: statusCode, location: headers.location });
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
