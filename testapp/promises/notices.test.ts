import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { completions } from "../completions.ts";
import { startWorld, type World } from "../harness/index.ts";
import { startTiauth, type Tiauth } from "../harness/tiauth.ts";

let directory = "";
let world: World;
const tiauths: Tiauth[] = [];
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "tiauth-notices-"));
  world = await startWorld({ env: { TIAUTH_DB_PATH: join(directory, "db.sqlite") } });
});
afterEach(async () => {
  for (const tiauth of tiauths.splice(0)) await tiauth.stop();
  await world.close();
  rmSync(directory, { recursive: true });
});

/** Another process with the same records and peers. */
async function startAgain(): Promise<Tiauth> {
  const { userServer, smtp, tiauth } = world;
  const again = await startTiauth({
    userServerUrl: userServer.url,
    smtpPort: smtp.port,
    env: { TIAUTH_DB_PATH: tiauth.dbPath },
  });
  tiauths.push(again);
  return again;
}

const noticed = completions.filter(([name]) => name !== "a signup" && name !== "a user deletion");
const noticesTo = (addresses: ReadonlySet<string>) => {
  const notices = world.smtp.mails.filter(({ to: [address = ""] }) => addresses.has(address));
  return notices.map(({ subject }) => subject).toSorted();
};

describe("M2: notices, while the mail server hangs", () => {
  it("hold up nothing, survive kill -9, and arrive once each when it is back", async () => {
    const people = await Promise.all(noticed.map(() => world.signUp()));
    const ready = await Promise.all(noticed.map(async ([, prepare], i) => prepare(world, people[i] ?? expect.fail())));
    const before = world.smtp.mails.length;
    world.smtp.behave("hang");
    const times: number[] = [];
    for (const { complete } of ready) {
      const startedAt = performance.now();
      expect(await complete()).toMatchObject({ ok: true });
      times.push(performance.now() - startedAt);
    }
    expect(Math.max(...times)).toBeLessThan(1000);
    await world.tiauth.kill();
    expect(world.smtp.mails).toHaveLength(before);

    world.smtp.behave("accept");
    await startAgain();
    const expected = ready.flatMap(({ notices }) => notices).toSorted();
    const addresses = new Set(people.map(({ emailAddress }) => emailAddress));
    const arrived = () => noticesTo(addresses).filter((subject) => expected.includes(subject));
    await expect.poll(() => arrived().length, { timeout: 20_000 }).toBe(expected.length);
    // Whatever was still to come would come before the end.
    await tiauths[0]?.stop();
    expect(arrived()).toEqual(expected);
  });

  it("are kept over a stop, which does not wait for them", async () => {
    const person = await world.signUp();
    world.smtp.behave("hang");
    await world.signIn(person);
    expect(await world.tiauth.stop()).toBe(0);
    world.smtp.behave("accept");
    await startAgain();
    await world.smtp.nextMail(person.emailAddress, { subject: "Sign-in detected" });
  });

  it("are all due at once when it is back, however many they are", async () => {
    const person = await world.signUp();
    world.smtp.behave({ refuseWith: 451 });
    for (let i = 0; i < 5; i++) await world.signIn(person);
    await world.tiauth.log({ msg: "notices cannot be handed over; they are tried again", level: "warn" });
    world.smtp.behave("accept");
    for (let i = 0; i < 5; i++) await world.smtp.nextMail(person.emailAddress, { subject: "Sign-in detected" });
    await world.tiauth.log({ msg: "notices are handed over again", level: "info" });
  });

  it("to somebody whom the mail server does not know are dropped, and the log says so without their address", async () => {
    const person = await world.signUp();
    world.smtp.behave({ refuseWith: 550 });
    await world.signIn(person);
    const line = await world.tiauth.log({ msg: "notices were dropped: refused for good", level: "warn" });
    expect(line).toMatchObject({ error: { message: "the mail server answered 550 to MAIL FROM" } });
    expect(world.tiauth.output.join("\n")).not.toContain(person.emailAddress);
  });
});
