import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { actions, createCaller } from "@tiauth/protocol";
import { expect, onTestFinished } from "vitest";
import { type Dev, type DevOptions, startDev } from "../src/dev/index.ts";

export const password = "three wooden spoons";

/** A folder that does not exist yet, in one that ends with the test. */
export function temporaryDirectory(): string {
  const parent = mkdtempSync(join(tmpdir(), "tiauth-dev-"));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  return join(parent, ".tiauth");
}

/** Everything of `tiauth dev` in this process, on a free port, in a folder of its own; closed when the test ends. */
export async function openDev(options: DevOptions = {}) {
  const directory = options.directory ?? temporaryDirectory();
  const logs: string[] = [];
  const dev = await startDev({ port: 0, directory, log: (line) => void logs.push(line), ...options });
  onTestFinished(() => dev.close());
  const get = (path: string, init: RequestInit = {}) => fetch(new URL(path, dev.url), init);
  const client = createCaller(actions, async (body) => (await get("/", { method: "POST", body })).text());
  return { ...dev, directory, logs, get, client, signUp: (emailAddress: string) => signUp(dev, client, emailAddress) };
}

type Client = ReturnType<typeof createCaller<typeof actions>>;

/** Signs somebody up with the code from the inbox; resolves with everything that is secret about it, and the session. */
async function signUp({ inbox }: Dev, client: Client, emailAddress: string) {
  const after = inbox.latest()?.id;
  const { signupToken } = accepted(await client.createSignup({ emailAddress }));
  const { code = "" } = (await inbox.next({ to: emailAddress, after })) ?? {};
  accepted(await client.verifySignupEmailAddressVerificationCode({ signupToken, emailAddressVerificationCode: code }));
  accepted(await client.setSignupPassword({ signupToken, password }));
  const { session, sessionToken } = accepted(await client.completeSignup({ signupToken }));
  return { session, sessionToken, signupToken, code };
}

/** The values of an outcome that has to be a success. */
export function accepted<R extends { readonly ok: boolean }>(result: R): Extract<R, { readonly ok: true }> {
  expect(result).toMatchObject({ ok: true });
  // What was just expected.
  return result as Extract<R, { readonly ok: true }>;
}

/** Sends a request with headers that `fetch` keeps for itself, `Host` for instance. Resolves with the status. */
export const send = (url: string, method: string, headers: Readonly<Record<string, string>>): Promise<number> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    outgoing.on("error", reject);
    outgoing.end();
  });

/** Reads server-sent events until one pleases; ends the connection then. Resolves with all of them. */
export async function readEvents(response: Response, isLast: (event: ReceivedEvent) => boolean) {
  const events: ReceivedEvent[] = [];
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += new TextDecoder().decode(chunk);
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    events.push(...blocks.map(parseEvent));
    if (events.some(isLast)) return events;
  }
  return events;
}

export interface ReceivedEvent {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever JSON says; the tests look into it.
  readonly data: any;
}

function parseEvent(block: string): ReceivedEvent {
  const [, name = "", data = "null"] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
  return { name, data: JSON.parse(data) };
}
