import { readFileSync } from "node:fs";
import { expect, it, onTestFinished } from "vitest";
import { completions } from "../completions.ts";
import { type Person, succeeded } from "../harness/index.ts";
import { freePort } from "../harness/loopback.ts";
import { createSecretsCollector, signUpWatched } from "../promises/secrets.ts";
import { hasTraceOf } from "../promises/traces.ts";
import { type HostileWorld, startHostileWorld } from "./hostile-world.ts";
import { type Hostility, hostile } from "./hostilities.ts";
import { report } from "./report.ts";

const secret = "secret of the user server";

/** Wherever it quotes what it was sent: in its status line, in a header, in the place of JSON, in JSON of another shape. */
const quoting: readonly Hostility[] = [
  ({ body, socket }) => void socket.end(`HTTP/1.1 200 ${body}\r\n\r\n`),
  ({ body, socket }) => void socket.end(`HTTP/1.1 200 OK\r\n${body}\r\n\r\n`),
  ({ body, socket }) => void socket.end(`${body}\r\n`),
  ({ body, response }) => void response.writeHead(200).end(body),
  ({ body, response }) => void response.writeHead(500).end(body),
  ({ body, response }) =>
    void response.writeHead(200).end(`{"ok":true,"action_invocation_id":"x","values":{"user":${body}}}`),
];

/** Goes through every flow, leaves one of each half-way, guesses wrongly, and has every peer fail while it quotes. */
async function liveThrough(world: HostileWorld): Promise<Lived> {
  const { client, userServer, smtp } = world;
  for (const [, prepare] of completions) await succeeded((await prepare(world, await signUpWatched(world))).complete());
  const person = await signUpWatched(world);
  for (const [, prepare] of completions.slice(1)) await prepare(world, person);
  const { emailAddress, password } = person;
  const { signinToken } = await succeeded(client.createSignin({ userEmailAddress: emailAddress }));
  for (const hostility of quoting) {
    userServer.turn(hostility);
    await client.verifySigninUserPassword({ signinToken, password });
    userServer.behave();
    await succeeded(client.getSession(person));
  }
  await failToComplete(world);
  const signup = await succeeded(client.createSignup({ emailAddress: world.freshAddress() }));
  await client.verifySignupEmailAddressVerificationCode({ ...signup, emailAddressVerificationCode: "WRNGCDE2" });
  // Codes that nobody ever gets to type.
  const lost: string[] = [];
  const quote = (mail: string) => {
    const [sentence = "", code = ""] = codeSentence.exec(mail) ?? [];
    lost.push(code);
    return `Not wanted: ${sentence}`;
  };
  smtp.behave({ at: "dot", does: { reply: 554, text: quote } });
  for (let i = 0; i < 2; i++) await client.createSignup({ emailAddress: world.freshAddress() });
  await client.createUserPasswordReset({ userEmailAddress: emailAddress });
  // Notices that wait for better times.
  await smtp.down();
  await client.createSignin({ userEmailAddress: emailAddress });
  return { person, lost };
}

interface Lived {
  readonly person: Person;
  /** Codes of mails that were refused. */
  readonly lost: readonly string[];
}

/** The sentence of a mail that has the code in it, and the code. */
const codeSentence = /[^\r\n]*(?:code|password) is ([A-Z2-9]+)\./;

/** Every write to the user server, with hashes in it, is answered with what it was. */
async function failToComplete(world: HostileWorld): Promise<void> {
  const writing = completions.filter(([name]) => name !== "a signin");
  for (const [index, [, prepare]] of writing.entries()) {
    const { complete, writes } = await prepare(world, await signUpWatched(world));
    world.userServer.turn(quoting[index % quoting.length] ?? hostile.garbage(), { actions: writes });
    await complete();
    world.userServer.behave();
  }
}

const databaseFiles = ["", "-wal", "-shm"];

it.each(["trace", "debug", "info", "warn", "error"])(
  "S1, C2: no secret is written anywhere at log level %s",
  async (level) => {
    // Below "info" the log does not say the port.
    const port = { TIAUTH_PORT: String(await freePort()) };
    const env = { ...port, TIAUTH_LOG_LEVEL: level, TIAUTH_LIMIT_VERIFY_PASSWORD: "100/1s" };
    const opened = await startHostileWorld({ secret, env });
    onTestFinished(opened.close);
    const { client, secrets } = createSecretsCollector(() => opened.tiauth.url);
    const world = { ...opened, client, signUp: () => signUpWatched({ ...opened, client }) };
    const { person, lost } = await liveThrough(world);
    const { dbPath, output, stop } = opened.tiauth;
    const database = databaseFiles.map(
      (suffix) => [suffix || "the database", readFileSync(`${dbPath}${suffix}`)] as const,
    );
    await opened.smtp.up();
    await stop();
    const written = [...database, ["the log", Buffer.from(output.join("\n"))] as const];
    const searched = (text: string) =>
      written.filter(([, bytes]) => hasTraceOf(text, bytes)).map(([place]) => `${text} in ${place}`);
    const found = [...secrets, ...lost, secret].flatMap(searched);
    const hashes = opened.userServer.received.flatMap(({ body }) => JSON.parse(body).arguments.password_hash ?? []);
    const loggedHashes = hashes.filter((hash) => hasTraceOf(hash, Buffer.from(output.join("\n"))));
    report({
      promise: "S1",
      what: `secrets found in what was written at log level ${level}`,
      measured: `${found.length}`,
      limit: "0",
    });
    expect(found).toEqual([]);
    expect(hashes.length).toBeGreaterThan(5);
    expect(loggedHashes).toEqual([]);
    // The search finds what is there.
    expect(secrets.size).toBeGreaterThan(60);
    expect(lost.map((code) => code.length)).toEqual([8, 8, 12]);
    expect(written.some(([, bytes]) => hasTraceOf(person.userId, bytes))).toBe(true);
    expect(output.join()).toContain("internal error");
  },
);
