import { randomUUID } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Machine, nextApprovalToken, openMachine } from "./machine.ts";
import { openStage, type Stage } from "./stage.ts";

const anyAddress = () => `${randomUUID()}@example.com`;

describe("With the tool", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());
  const newMachine = (env?: Record<string, string>) =>
    openMachine({ registryUrl: stage.url, tiauth: stage.tiauth, ...(env && { env }) });

  /** A new machine where somebody new is signed in. */
  async function newPerson(): Promise<Machine & { readonly emailAddress: string }> {
    const machine = newMachine();
    const emailAddress = anyAddress();
    expect(await machine.login(emailAddress)).toMatchObject({ exitCode: 0 });
    return { ...machine, emailAddress };
  }

  it("two people on two machines go the whole way, from the first login to a revoked version", async () => {
    const [ann, bob] = [await newPerson(), await newPerson()];
    const [identity, name] = [`i-${randomUUID()}`, `p-${randomUUID()}`];
    await writeFile(join(ann.cwd, "bundle.tgz"), "the first content");
    await writeFile(join(bob.cwd, "bundle.tgz"), "the second content");

    expect((await ann.reg("identity", "create", identity)).exitCode).toBe(0);
    expect((await bob.reg("identity", "create", identity)).errors).toBe("This name is taken.\n");
    const first = await ann.reg("publish", `${name}@1.0.0`, "bundle.tgz", "--as", identity, "--private");
    expect(first).toMatchObject({ exitCode: 0, errors: "" });

    const secret = "There is no such package, or you may not see it.\n";
    expect(await bob.reg("install", name)).toMatchObject({ exitCode: 1, errors: secret });
    await ann.reg("member", "set", identity, bob.emailAddress, "--may", "download");
    expect((await bob.reg("install", name, "--into", "libs")).exitCode).toBe(0);
    expect(readFileSync(join(bob.cwd, "libs", `${name}-1.0.0.bundle`), "utf8")).toBe("the first content");

    const publish = ["publish", `${name}@1.1.0`, "bundle.tgz", "--as", identity];
    expect((await bob.reg(...publish)).errors).toBe("Your permission for this identity does not include that.\n");
    await ann.reg("member", "set", identity, bob.emailAddress, "--may", "publish");
    expect((await bob.reg(...publish)).exitCode).toBe(0);
    expect((await ann.reg("install", name)).output).toContain(`Installed ${name} 1.1.0`);
    expect((await bob.reg("revoke", `${name}@1.1.0`)).exitCode).toBe(0);
    expect((await ann.reg("install", name)).output).toContain(`Installed ${name} 1.0.0`);

    await ann.reg("member", "set", identity, bob.emailAddress, "--may", "administer");
    expect((await ann.reg("member", "remove", identity, ann.emailAddress)).exitCode).toBe(0);
    expect((await ann.reg("show", name)).errors).toBe(secret);
    expect((await bob.reg("member", "list", identity)).output).toBe(`${bob.emailAddress}: administer\n`);
  });

  it("a session is kept where only its owner can read it, and each machine has its own", async () => {
    const ann = await newPerson();
    const file = join(ann.configFolder, `reg-127_0_0_1_${new URL(stage.url).port}`, "sessions.json");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await ann.reg("whoami")).output).toBe(`${ann.emailAddress}\n`);

    const other = newMachine();
    expect(await other.login(ann.emailAddress)).toMatchObject({ exitCode: 0 });
    expect((await ann.reg("logout")).output).toBe("Signed out.\n");
    expect((await ann.reg("whoami")).exitCode).toBe(1);
    expect((await other.reg("whoami")).output).toBe(`${ann.emailAddress}\n`);
  });

  it("a registry is not shown the session that was meant for another, though both name the same auth server", async () => {
    const ann = await newPerson();
    const other = await openStage();
    try {
      const elsewhere = { env: { XDG_CONFIG_HOME: ann.configFolder }, registryUrl: other.url, tiauth: stage.tiauth };
      expect((await openMachine(elsewhere).reg("whoami")).errors).toContain("You are not signed in.");
    } finally {
      await other.close();
    }
  });

  it("REG_TOKEN is who asks where nobody can type, and nobody can sign in there", async () => {
    const { sessionToken, emailAddress } = await stage.newUser();
    const ci = newMachine({ REG_TOKEN: sessionToken });
    expect((await ci.reg("whoami")).output).toBe(`${emailAddress}\n`);
    const { sessionToken: over, session } = await stage.newUser();
    await stage.tiauth.client.deleteSession({ sessionToken: over });
    expect(session.userId).not.toBe("");
    expect(await newMachine({ REG_TOKEN: over }).reg("whoami")).toMatchObject({
      exitCode: 1,
      errors: "You are not signed in, or not any more. Sign in: reg login\n",
    });
  });

  it("a command that is mistyped is explained", async () => {
    const machine = newMachine();
    expect(await machine.reg("publsh")).toMatchObject({ exitCode: 1, errors: expect.stringContaining("publish") });
    expect(await machine.reg("publish", "hello@1.0.0", "x")).toMatchObject({ exitCode: 1 });
    expect(await machine.reg("--help")).toMatchObject({ exitCode: 0, output: expect.stringContaining("revoke") });
    expect((await machine.reg("install", "../evil")).errors).toContain("A package's name has");
    expect((await machine.reg("install", "hello@../evil")).exitCode).toBe(1);
  });

  it("a registry that does not answer is said to be", async () => {
    const machine = newMachine({ REG_SERVER: "http://127.0.0.1:1" });
    const errors = "The registry at http://127.0.0.1:1 does not answer.\n";
    expect(await machine.reg("search", "x")).toMatchObject({ exitCode: 1, errors });
    expect((await newMachine({ REG_SERVER: "nowhere" }).reg("search", "x")).errors).toContain(
      "REG_SERVER is no address",
    );
  });

  it("somebody else's code, an old link and a denied request sign nobody in", async () => {
    const { client } = stage.tiauth;
    const [annsAddress, evesAddress] = [anyAddress(), anyAddress()];
    const [ann, eve] = [newMachine(), newMachine()];
    const annsLogin = ann.beginLogin(annsAddress);
    const annsToken = await nextApprovalToken(stage.tiauth, annsAddress);
    const annsApproval = await client.approveCliSignin({ approvalToken: annsToken });
    const annsCode = annsApproval.ok ? annsApproval.code : "";

    // Eve waits for a code of her own: Ann's is worth nothing to her, whether her own link was approved or not.
    const evesLogin = eve.beginLogin(evesAddress);
    const evesToken = await nextApprovalToken(stage.tiauth, evesAddress);
    await evesLogin.sees("Code:");
    evesLogin.types(`${annsCode}\r`);
    await evesLogin.sees("not approved yet");
    await client.approveCliSignin({ approvalToken: evesToken });
    evesLogin.types(`${annsCode}\r`);
    await evesLogin.sees("tries are left");
    await client.denyCliSignin({ approvalToken: evesToken });
    expect((await evesLogin.ended).exitCode).toBe(1);
    expect((await eve.reg("whoami")).exitCode).toBe(1);

    await annsLogin.sees("Code:");
    annsLogin.types(`${annsCode}\r`);
    expect((await annsLogin.ended).exitCode).toBe(0);
    // The link is used up, and so is the code.
    const again = await client.approveCliSignin({ approvalToken: annsToken });
    expect(again.ok).toBe(false);
    const another = eve.beginLogin(annsAddress);
    await nextApprovalToken(stage.tiauth, annsAddress);
    await another.sees("Code:");
    another.types(`${annsCode}\r`);
    await another.sees("not approved yet");
    another.types("\u0003");
    expect((await another.ended).exitCode).toBe(130);
    expect((await eve.reg("whoami")).exitCode).toBe(1);
  });
});
