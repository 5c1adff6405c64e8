import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type Person, succeeded } from "../harness/index.ts";
import { openBlackHole } from "./black-hole.ts";
import { type HostileWorld, type HostileWorldOptions, startHostileWorld } from "./hostile-world.ts";
import { inSeconds, report, timed } from "./report.ts";
import { type SmtpFault, type SmtpStage, smtpStages } from "./smtp-faults.ts";

let world: HostileWorld;
let person: Person;
beforeAll(async () => {
  world = await startHostileWorld({ env: { TIAUTH_LIMIT_SEND_EMAIL: "5/1h" } });
  person = await world.signUp();
});
afterAll(() => world.close());
afterEach(() => world.smtp.behave("accept"));

/** One more, for what must not hold the others up. */
async function openWorld(options: HostileWorldOptions): Promise<HostileWorld> {
  const another = await startHostileWorld({ ...options, flags: ["--no-smtp-init"] });
  onTestFinished(another.close);
  return another;
}

/** Asks for a mail with a code, to an address of its own. */
const signUpAt = (emailAddress: string, { client } = world) => client.createSignup({ emailAddress });

describe("M1: a mail server", () => {
  it("M1, M3: that is silent somewhere is left after 5 s, 10 s or 15 s, and the mail costs no token", async () => {
    const hole = await openBlackHole();
    onTestFinished(hole.close);
    const unreachable = await openWorld({ env: { TIAUTH_SMTP_PORT: String(hole.port) } });
    const env = { TIAUTH_LIMIT_SEND_EMAIL: "5/1h" };
    const [first, second] = [await openWorld({ env }), await openWorld({ env })];
    first.smtp.behaveInTurn(["greeting", "EHLO", "MAIL", "RCPT"].map(hanging));
    second.smtp.behaveInTurn([...["DATA", "body", "dot"].map(hanging), { at: "EHLO", does: "drip" }]);
    const addresses = [1, 2, 3, 4].map(() => world.freshAddress());
    const [connecting, silent] = await Promise.all([
      timed(() => signUpAt(world.freshAddress(), unreachable)),
      Promise.all(
        [first, second].flatMap((one) => addresses.map((emailAddress) => timed(() => signUpAt(emailAddress, one)))),
      ),
    ]);
    const sorted = silent.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
    const [greeting = 0, ...others] = sorted;
    const drip = others.pop() ?? 0;
    const socket = Math.max(...others);
    report({ promise: "M1", what: "connecting in vain", measured: inSeconds(connecting.milliseconds), limit: "5 s" });
    report({ promise: "M1", what: "no greeting", measured: inSeconds(greeting), limit: "5 s" });
    report({ promise: "M1", what: "silence at any other stage", measured: inSeconds(socket), limit: "10 s" });
    report({ promise: "M1", what: "a reply that drips without end", measured: inSeconds(drip), limit: "15 s" });
    expect([connecting, ...silent].map(({ value }) => value)).toEqual(
      [connecting, ...silent].map(() => expect.objectContaining({ errorCode: "internal_error" })),
    );
    const about = (seconds: number) => [seconds * 1000 - 100, seconds * 1000 + 2500] as const;
    const isAbout = (milliseconds: number, [low, high]: readonly [number, number]) =>
      milliseconds > low && milliseconds < high;
    expect([connecting.milliseconds, greeting].map((time) => isAbout(time, about(5)))).toEqual([true, true]);
    expect(others.map((time) => isAbout(time, about(10)))).toEqual(others.map(() => true));
    expect(isAbout(drip, about(15))).toBe(true);
    const left = [];
    for (const one of [first, second])
      for (const emailAddress of addresses) left.push((await sentBeforeLimit(emailAddress, one)).length);
    report({
      promise: "M3",
      what: "mails left of five after one that hung",
      measured: `${Math.min(...left)}`,
      limit: "5",
    });
    expect(left).toEqual(left.map(() => 5));
  });

  it("M1: that refuses for now (4xx) is asked again, after 0.5, 1, 2 and 4 s", async () => {
    world.smtp.behave({ at: "RCPT", does: { reply: 450 } });
    const before = world.smtp.attempts.length;
    const { milliseconds, value } = await timed(() => signUpAt(world.freshAddress()));
    const times = world.smtp.attempts.slice(before);
    const gaps = times.slice(1).map((time, i) => (time - (times[i] ?? 0)) / 1000);
    const measured = gaps.map((gap) => inSeconds(gap * 1000)).join(", ");
    report({ promise: "M1", what: "pauses between tries after 4xx", measured });
    expect(value).toMatchObject({ errorCode: "internal_error" });
    // Never sooner; how much later is a matter of the machine, too.
    const pauses = [0.5, 1, 2, 4];
    expect(gaps.map((gap, i) => gap > (pauses[i] ?? 0) - 0.1 && gap < (pauses[i] ?? 0) + 1)).toEqual(
      pauses.map(() => true),
    );
    expect(milliseconds).toBeLessThan(15_000);
  });

  it.each(smtpStages.filter((stage) => stage !== "body"))(
    "M1: whose refusal for now at %s is over soon takes the mail",
    async (at) => {
      const emailAddress = world.freshAddress();
      world.smtp.behave({ at, does: { reply: 451 }, times: 1 });
      // A connection that stands has its greeting behind it.
      if (at === "greeting" || at === "EHLO") await cutConnections();
      expect(await signUpAt(emailAddress)).toMatchObject({ ok: true });
      expect(world.smtp.mailsTo(emailAddress)).toHaveLength(1);
    },
  );

  it("M1: that refuses for good (5xx) is asked once", async () => {
    world.smtp.behave({ at: "RCPT", does: { reply: 550 } });
    const before = world.smtp.attempts.length;
    expect(await signUpAt(world.freshAddress())).toMatchObject({ errorCode: "internal_error" });
    const tries = world.smtp.attempts.length - before;
    report({ promise: "M1", what: "tries after 5xx", measured: `${tries}`, limit: "1" });
    expect(tries).toBe(1);
  });

  it("M1: is kept in touch with, and found again after it was gone", async () => {
    const { smtp } = world;
    await succeeded(signUpAt(world.freshAddress()));
    const before = smtp.connectionCount();
    for (let i = 0; i < 20; i++) await succeeded(signUpAt(world.freshAddress()));
    const opened = smtp.connectionCount() - before;
    report({ promise: "M1", what: "new connections for 20 mails one after the other", measured: `${opened}` });
    await smtp.down();
    expect(await signUpAt(world.freshAddress())).toMatchObject({ errorCode: "internal_error" });
    await smtp.up();
    const { milliseconds, value } = await timed(() => signUpAt(world.freshAddress()));
    report({ promise: "M1", what: "first mail after the mail server was gone", measured: inSeconds(milliseconds) });
    expect(opened).toBe(0);
    expect(value).toMatchObject({ ok: true });
  });

  it("M1: without TLS is told nothing, unless --insecure", async () => {
    const strict = await openWorld({ isTlsOptional: false });
    expect(await signUpAt(world.freshAddress(), strict)).toMatchObject({ errorCode: "internal_error" });
    const told = strict.smtp.attempts.length;
    report({ promise: "M1", what: "mails begun without TLS", measured: `${told}`, limit: "0" });
    expect(told).toBe(0);
    expect(strict.smtp.connectionCount()).toBeGreaterThan(0);
    await expect(startHostileWorld({ isTlsOptional: false })).rejects.toThrow("exit code 2");
  });

  it("M1: that answers without end, or with garbage, costs neither memory nor the process", async () => {
    const growth = world.watchMemory();
    for (const does of ["flood", "garbage"] as const)
      for (const at of smtpStages) {
        world.smtp.behave({ at, does });
        await cutConnections();
        expect(await signUpAt(world.freshAddress()), `${does} at ${at}`).toMatchObject({ ok: false });
      }
    world.smtp.behave("accept");
    await cutConnections();
    await succeeded(signUpAt(world.freshAddress()));
    const grown = Math.round(growth());
    report({
      promise: "M1",
      what: "replies without end: peak memory grows by",
      measured: `${grown} MiB`,
      limit: "64 MiB",
    });
    expect(grown).toBeLessThan(64);
  });
});

const hanging = (at: string): SmtpFault => ({ at: at as SmtpStage, does: "hang" });

/** So that the next mail needs a new one. */
async function cutConnections(): Promise<void> {
  await world.smtp.down();
  await world.smtp.up();
}

/** The actions that mail a code, each for the same address again and again. */
function codeMails(emailAddress: string) {
  const { client } = world;
  const { sessionToken } = person;
  return [
    () => client.createSignup({ emailAddress }),
    () => client.createUserEmailAddressUpdate({ sessionToken, newEmailAddress: emailAddress }),
    () => client.createUserPasswordReset({ userEmailAddress: person.emailAddress }),
  ];
}

describe("M3: a mail with a code that", () => {
  const stages = smtpStages.filter((stage) => stage !== "body");
  it.each(stages)("M3: is refused for good at %s costs no token, six times in a row", async (at) => {
    world.smtp.behave({ at, does: { reply: 554 } });
    await cutConnections();
    const answers = [];
    for (const mail of codeMails(world.freshAddress())) for (let i = 0; i < 6; i++) answers.push(await mail());
    const limited = answers.filter((answer) => !answer.ok && answer.errorCode === "rate_limited").length;
    report({ promise: "M3", what: "18 refusals in a row: rate_limited", measured: `${limited}`, limit: "0" });
    expect(answers).toEqual(answers.map(() => expect.objectContaining({ errorCode: "internal_error" })));
  });

  it.each(smtpStages)("M3: is cut off at %s costs no token, and has arrived at most twice", async (at) => {
    const emailAddress = world.freshAddress();
    world.smtp.behave({ at, does: "drop" });
    await cutConnections();
    expect(await signUpAt(emailAddress)).toMatchObject({ errorCode: "internal_error" });
    const arrived = world.smtp.mailsTo(emailAddress).length;
    world.smtp.behave("accept");
    const left = (await sentBeforeLimit(emailAddress, world)).length;
    report({ promise: "M3", what: "mails left of five after one that was cut off", measured: `${left}`, limit: "5" });
    if (at === "dot")
      report({ promise: "M3", what: "copies of a code mail whose 250 was lost", measured: `${arrived}`, limit: "2" });
    expect(left).toBe(5);
    expect(arrived).toBeLessThanOrEqual(at === "dot" ? 2 : 0);
  });
});

/** Those that are mailed to the address until it is told to wait. */
async function sentBeforeLimit(emailAddress: string, where: HostileWorld) {
  const sent = [];
  for (let answer = await signUpAt(emailAddress, where); answer.ok; answer = await signUpAt(emailAddress, where))
    sent.push(answer);
  return sent;
}
