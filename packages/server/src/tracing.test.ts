import { type Attributes, SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { memoryStorage } from "@tiauth/storage/memory";
import { describe, expect, it } from "vitest";
import { lostRequest, when } from "../testing/faults.ts";
import { type Person, password, person, type Step } from "../testing/person.ts";
import { type Branch, recordSpans, treeOf } from "../testing/recorded-spans.ts";
import { emailAddressUpdated, signedIn, signedUp } from "../testing/steps.ts";
import { testServer } from "../testing/test-server.ts";
import { spanned, tracedPorts, tracing } from "./tracing.ts";

/** Somebody who has done all this before anything is recorded. */
async function recorded(...before: readonly Step[]) {
  recordSpans(); // before the server is made: one that is made without an SDK never has spans
  const alice = person(testServer());
  await alice.does(...before);
  return { alice, ...recordSpans() };
}

/** The spans of the next invocation. */
async function spansOf(
  alice: Person,
  { spans }: ReturnType<typeof recordSpans>,
  action: Parameters<Person["asks"]>[0],
) {
  const { actionInvocationId } = await alice.asks(action);
  await alice.server.idle();
  const [root] = treeOf(spans());
  const span = spans().find(({ parentSpanContext }) => parentSpanContext === undefined);
  return { actionInvocationId, root, span };
}

// The first test of this file: an SDK that is registered once stays.
it("a server that is made before there is an SDK has no spans, and its ports are called as they are", async () => {
  const storage = memoryStorage();
  const ports = { storage, rateLimitStorage: storage, users: {}, email: {} } as never; // only those that are asked for
  const untraced = tracing(ports);
  expect(untraced.ports).toBe(ports);
  const alice = person(testServer());
  const { spans } = recordSpans();
  await alice.does(...signedUp, "get_session");
  expect(spans()).toEqual([]);
  expect(tracing(ports).ports).not.toBe(ports);
  expect(spans()).toEqual([]);
});

const namesOf = ({ name, below }: Branch): readonly string[] => [name, ...below.flatMap(namesOf)];

describe("a span", () => {
  it("is made for every invocation, named after its action, with its id and its result", async () => {
    const { alice, ...recording } = await recorded(...signedUp);
    const { actionInvocationId, span } = await spansOf(alice, recording, "get_session");
    expect(span).toMatchObject({ name: "get_session", kind: SpanKind.SERVER, status: { code: SpanStatusCode.UNSET } });
    const attributes: Attributes = { "tiauth.action_invocation_id": actionInvocationId, "tiauth.result": "ok" };
    expect(span?.attributes).toEqual(attributes);
  });

  it("is made below it for the storage, the user server, the password hash and the mail", async () => {
    const { alice, ...recording } = await recorded(...signedUp);
    const { root } = await spansOf(alice, recording, "get_session");
    expect(root).toEqual({
      name: "get_session",
      below: [
        { name: "storage.get", below: [] },
        { name: "users.getUser", below: [] },
      ],
    });

    await alice.does(...signedIn);
    await alice.server.idle();
    const trees = treeOf(recording.spans()).map(namesOf);
    expect(trees.find(([name]) => name === "verify_signin_user_password")).toEqual(
      expect.arrayContaining(["passwordHasher.hash", "rateLimitStorage.get", "storage.update", "users.getUser"]),
    );
    // What is sent behind the answer belongs to the invocation too.
    expect(trees.find(([name]) => name === "complete_signin")).toContain("email.send");
  });

  it("says that something broke, and nothing of what broke", async () => {
    const { alice, ...recording } = await recorded(...signedUp);
    alice.server.userStore.through(when(() => true, lostRequest));
    const { span } = await spansOf(alice, recording, "get_session");
    expect(alice.server.accidents.splice(0).length).toBe(1);
    expect(span).toMatchObject({
      status: { code: SpanStatusCode.ERROR },
      attributes: { "tiauth.result": "internal_error" },
    });
    const failed = recording.spans().filter(({ status }) => status.code === SpanStatusCode.ERROR);
    expect(failed.map(({ name }) => name).toSorted()).toEqual(["get_session", "users.getUser"]);
    expect(failed.flatMap(({ status, events }) => [status.message, ...events]).filter(Boolean)).toEqual([]);
  });

  it("is no failure where an action refuses", async () => {
    const { alice, ...recording } = await recorded(...signedUp, "create_signin");
    await alice.tries("verify_signin_user_password", { password: "not the password" });
    const span = recording.spans().at(-1);
    expect(span).toMatchObject({ status: { code: SpanStatusCode.UNSET } });
    expect(span?.attributes).toMatchObject({ "tiauth.result": "incorrect_password" });
  });

  it("S1: holds no argument, address, token, code or id of a user", async () => {
    const { spans } = recordSpans();
    const alice = person(testServer());
    await alice.does(...signedUp, ...signedIn, ...emailAddressUpdated);
    await alice.server.idle();
    const texts = spans().flatMap(({ name, attributes, events, links, status }) =>
      JSON.stringify({ name, attributes, events, links, status }),
    );
    const told = [...Object.values(alice.args), ...alice.server.users.users.keys(), password].flatMap((text) =>
      text.split("."),
    );
    expect(texts.length).toBeGreaterThan(50);
    expect(told.filter((text) => text.length > 3 && texts.some((span) => span.includes(text)))).toEqual([]);
  });
});

describe("O5: what a storage answers at once", () => {
  it("is answered at once in a span as well", () => {
    const { spans } = recordSpans();
    const given = memoryStorage();
    // Only the ports that are asked for; the others are left alone.
    const { storage } = tracedPorts({ storage: given, rateLimitStorage: given, users: {}, email: {} } as never);
    const entry = { value: new Uint8Array(1), expiresAt: new Date() };
    expect(storage.add("a", entry)).toBe(true);
    expect(storage.get("a")).toMatchObject({ counter: 0 });
    expect(storage.update("a", entry, 0)).toBe(true);
    expect(storage.delete("a")).toBe(true);
    expect(() => storage.get("x".repeat(300))).toThrow(RangeError);
    expect(spans().length).toBe(5);
  });
});

describe("work in a span", () => {
  it("answers, rejects and throws as without one", async () => {
    recordSpans();
    const broken = new Error("broken");
    expect(spanned("work", () => 1)).toBe(1);
    expect(await spanned("work", async () => 1)).toBe(1);
    await expect(spanned("work", () => Promise.reject(broken))).rejects.toBe(broken);
    expect(() =>
      spanned("work", () => {
        throw broken;
      }),
    ).toThrow(broken);
  });
});
