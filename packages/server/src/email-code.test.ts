import type { ActionName } from "@tiauth/protocol";
import { describe, expect, it } from "vitest";
import { type Person, person, type Step } from "../testing/person.ts";
import { minutes, signedUp, wrongCode } from "../testing/steps.ts";
import { testServer } from "../testing/test-server.ts";

const wrong = "incorrect_email_address_verification_code";

interface Flow {
  readonly create: ActionName;
  readonly send: ActionName;
  readonly verify: ActionName;
  readonly drop: ActionName;
  readonly before: readonly Step[];
}

const flows: readonly Flow[] = [
  {
    create: "create_signup",
    send: "send_signup_email_address_verification_code",
    verify: "verify_signup_email_address_verification_code",
    drop: "delete_signup",
    before: [],
  },
  {
    create: "create_user_email_address_update",
    send: "send_user_email_address_update_email_address_verification_code",
    verify: "verify_user_email_address_update_email_address_verification_code",
    drop: "delete_user_email_address_update",
    before: signedUp,
  },
];

const started = async ({ before, create }: Flow): Promise<Person> => {
  const alice = person(testServer());
  await alice.does(...before, create);
  return alice;
};

const failing =
  (verify: ActionName, times: number): Step =>
  async (alice) => {
    for (let tried = 0; tried < times; tried++) {
      if (tried > 4) await alice.does(minutes(1));
      expect(await alice.tries(verify, wrongCode)).toBe(wrong);
    }
  };

describe.each(flows)("S4: the code of $create", (flow) => {
  const { send, verify, create, drop } = flow;

  it("is good for 10 minutes, to the millisecond", async () => {
    const inTime = await started(flow);
    inTime.server.clock.advanceSeconds(599.999);
    expect(await inTime.tries(verify)).toBe("ok");

    const late = await started(flow);
    late.server.clock.advanceSeconds(600);
    expect(await late.tries(verify)).toBe(wrong);
  });

  it("is good for 10 minutes after it was last mailed", async () => {
    const alice = await started(flow);
    await alice.does(minutes(9), send, minutes(9));
    expect(await alice.tries(verify)).toBe("ok");
  });

  it("stops working when a new one is mailed", async () => {
    const alice = await started(flow);
    const { emailAddressVerificationCode: first = "" } = alice.args;
    await alice.does(send);
    expect(alice.args.emailAddressVerificationCode).not.toBe(first);
    expect(await alice.tries(verify, { emailAddressVerificationCode: first })).toBe(wrong);
    expect(await alice.tries(verify)).toBe("ok");
  });

  it("is still good after 9 wrong tries", async () => {
    const alice = await started(flow);
    await alice.does(failing(verify, 9), minutes(1));
    expect(await alice.tries(verify)).toBe("ok");
  });

  it("dies after 10 wrong tries; a new one works", async () => {
    const alice = await started(flow);
    await alice.does(failing(verify, 10), minutes(1));
    expect(await alice.tries(verify)).toBe(wrong);
    await alice.does(send, minutes(1));
    expect(await alice.tries(verify)).toBe("ok");
  });

  it("dies with its flow, and is not good for another flow of the same address", async () => {
    const alice = await started(flow);
    const { emailAddressVerificationCode: first = "" } = alice.args;
    await alice.does(drop, create);
    expect(await alice.tries(verify, { emailAddressVerificationCode: first })).toBe(wrong);
    expect(await alice.tries(verify)).toBe("ok");
  });

  it.each(["lower case", "with a blank", "cut", "empty"])("is only itself: not %s", async (kind) => {
    const alice = await started(flow);
    const { emailAddressVerificationCode: code = "" } = alice.args;
    const spoilt = { "lower case": code.toLowerCase(), "with a blank": `${code} `, cut: code.slice(0, 7) }[kind] ?? "";
    expect(await alice.tries(verify, { emailAddressVerificationCode: spoilt })).toBe(wrong);
  });
});
