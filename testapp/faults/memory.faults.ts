import { setTimeout as delay } from "node:timers/promises";
import { newId } from "@tiauth/protocol";
import { expect, it } from "vitest";
import { startWorld, succeeded, type World } from "../harness/index.ts";
import { postOf, requestOf } from "./keep-alive.ts";
import { sendRequests, type Tally } from "./load.ts";
import { memoryOf } from "./process-memory.ts";
import { report } from "./report.ts";
import { leaveAtFirstAnswer } from "./sockets.ts";
import { measureUntil } from "./tolerance.ts";

const [warmUp, count] = [20_000, 200_000];
const requestsPerRound = 2000;
const limitMB = 50;

/** Everything that costs little to ask and to answer, so that many fit into a minute. */
async function mixOf({ client, signUp }: World): Promise<readonly (() => string)[]> {
  const { sessionToken, emailAddress } = await signUp();
  const { signupToken } = await succeeded(client.createSignup({ emailAddress: "guessed@example.com" }));
  const { signinToken } = await succeeded(client.createSignin({ userEmailAddress: emailAddress }));
  const getSession = requestOf("get_session", { session_token: sessionToken });
  const getSignin = requestOf("get_signin", { signin_token: signinToken });
  const token = () => `${newId()}.${newId()}`;
  const almost = `${sessionToken.slice(0, -1)}${sessionToken.endsWith("x") ? "y" : "x"}`;
  const code = { signup_token: signupToken, email_address_verification_code: "WRNGWRNG" };
  return [
    ...Array.from({ length: 5 }, () => () => getSession),
    () => getSignin,
    () => requestOf("get_session", { session_token: token() }),
    () => requestOf("delete_signin", { signin_token: token() }),
    () => requestOf("get_session", { session_token: almost }),
    () => requestOf("complete_signup", { signup_token: newId() }),
    () => requestOf("create_signin", { user_email_address: emailAddress }),
    () => requestOf("create_signin", { user_email_address: `${newId()}@example.com` }),
    () => requestOf("create_signup", { email_address: "no address" }),
    () => requestOf("verify_signup_email_address_verification_code", code),
    () => postOf(`{"action":"${newId()}","arguments":{}}`),
    () => postOf(`{"action":"get_session","arguments":{"session_token":${Math.random()}}}`),
    () => postOf(`{ "${newId()}`),
    () => postOf(newId().repeat(700)),
    () => `GET /${newId()} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    () => "GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n",
  ];
}

/** What the mix is answered with when each of it is sent so many times. */
const expectedOf = (each: number): Tally => ({
  ok: 8 * each,
  invalid_session_token: 2 * each,
  invalid_signin_token: each,
  invalid_signup_token: each,
  invalid_email_address: each,
  user_not_found: each,
  incorrect_email_address_verification_code: 1,
  rate_limited: each - 1,
  "HTTP 400": 3 * each,
  "HTTP 404": each,
  "HTTP 413": each,
});

/** What the process holds when nothing is asked of it: the least of a second. */
async function restingMB(pid: number): Promise<number> {
  const samples: number[] = [];
  for (let i = 0; i < 10; i++) {
    samples.push(memoryOf(pid).nowMB);
    await delay(100);
  }
  return Math.min(...samples);
}

it("D5: 200,000 requests make the memory grow by less than 50 MB", async () => {
  const world = await startWorld({ env: { TIAUTH_LIMIT_VERIFY_CODE: "1/1h" } });
  try {
    const { port, pid } = world.tiauth;
    const mix = await mixOf(world);
    const request = (index: number) => mix[index % mix.length]?.() ?? "";
    const load = (requests: number) => sendRequests({ port, connections: 32, count: requests, request });
    expect(await load(warmUp)).toEqual(expectedOf(warmUp / mix.length));
    const rounds = async (number: number) => {
      for (let done = 0; done < number; done += 1) {
        await load(requestsPerRound);
        await leaveAtFirstAnswer(port, (mix[0]?.() ?? "").repeat(90)); // and is to be forgotten
      }
    };
    await rounds(50); // in which the engine makes its heap as large as it likes
    // What the engine takes because there is room it takes once; what is never given back is more each time.
    const grownMB = await measureUntil(
      (measured) => measured < limitMB,
      async () => {
        const before = await restingMB(pid);
        await rounds(count / requestsPerRound);
        return (await restingMB(pid)) - before;
      },
    );

    report({
      promise: "D5",
      what: "memory after 200,000 requests",
      measured: `${Math.round(grownMB)} MB`,
      limit: `${limitMB} MB`,
    });
    expect(grownMB).toBeLessThan(limitMB);
  } finally {
    await world.close();
  }
});
