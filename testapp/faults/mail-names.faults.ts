import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, succeeded } from "../harness/index.ts";
import { type HostileWorld, startHostileWorld } from "./hostile-world.ts";
import { hostile } from "./hostilities.ts";
import { report } from "./report.ts";

let world: HostileWorld;
let person: Person;
beforeAll(async () => {
  world = await startHostileWorld();
  person = await world.signUp();
});
afterAll(() => world.close());

describe("M4: what users call themselves", () => {
  const names = [
    "Eve\r\nBcc: everybody@example.com",
    "Eve\r\n\r\n<script>alert(1)</script>",
    "\u202eevE\u202c \u2066x\u2069 \u200f",
    "Eve\0\u0007\u001b[31m",
    '"Eve" <eve@evil.example>, "Bob',
    "a@evil.example, b@evil.example",
    "Eve <eve@evil.example>",
    "=?utf-8?Q?Eve=0D=0ABcc:_x@evil.example?=",
    "Eve: group; undisclosed:;",
    "(comment) Eve \\",
    "😀".repeat(60),
    "long ".repeat(50),
    "\u2028\u2029\u0085",
    ".\r\n.\r\nQUIT",
  ];

  it("M4: never turns into a header, another recipient or more than one line of 64 characters", async () => {
    const { user } = await succeeded(world.userServer.users.getUser(person));
    const broken = [];
    for (const displayName of names) {
      const emailAddress = world.freshAddress();
      world.userServer.put({ ...user, emailAddress, displayName });
      await succeeded(world.client.createUserPasswordReset({ userEmailAddress: emailAddress }));
      const { to, parsed, raw, text } = await world.smtp.nextMail(emailAddress);
      const headers = raw.slice(0, raw.indexOf("\r\n\r\n"));
      const [recipient, ...others] = parsed.to ?? [];
      const name = recipient?.name ?? "";
      const isRight =
        to.join() === emailAddress &&
        recipient?.address === emailAddress &&
        others.length === 0 &&
        parsed.cc === undefined &&
        parsed.bcc === undefined &&
        !/^bcc:/im.test(headers) &&
        /^[^\p{C}]*$/u.test(name) &&
        [...name].length <= 64 &&
        /^Auto-Submitted: auto-generated$/m.test(headers.replaceAll("\r", "")) &&
        !headers.includes(/is ([A-HJ-NP-Z2-9]{12})\./.exec(text)?.[1] ?? "no code");
      if (!isRight) broken.push([displayName, recipient, to]);
    }
    world.userServer.put(user);
    report({
      promise: "M4",
      what: `${names.length} hostile names: mails that are not as they should be`,
      measured: `${broken.length}`,
      limit: "0",
    });
    expect(broken).toEqual([]);
  });

  it("M4: and the addresses that the user server has for them reach nobody else", async () => {
    const addresses = [
      "a@example.com>\r\nRCPT TO:<evil@evil.example",
      "a@example.com, evil@evil.example",
      "evil@evil.example <a@example.com>",
      "a@example.com\r\nBcc: evil@evil.example",
      '"a@evil.example"@example.com',
      "a b@example.com",
      "@evil.example:a@example.com",
      "a@example.com\0@evil.example",
    ];
    const before = world.smtp.mails.length;
    for (const emailAddress of addresses) {
      // Asked for a plain address, it answers with this one.
      world.userServer.turn(hostile.changing(() => ({ email_address: emailAddress })));
      const result = await world.client.createUserPasswordReset({ userEmailAddress: person.emailAddress });
      expect(result, emailAddress).toMatchObject({ errorCode: "internal_error" });
    }
    world.userServer.behave();
    const sent = world.smtp.mails.length - before;
    report({
      promise: "M4",
      what: `${addresses.length} hostile addresses: mails that went anywhere`,
      measured: `${sent}`,
      limit: "0",
    });
    expect(sent).toBe(0);
  });
});
