import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, type World } from "../harness/index.ts";
import { acceptedBodies, canary, refusedBodies } from "./bodies.ts";
import { bodyOf, send } from "./request.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const contentTypes = [
  "application/json",
  "text/plain;charset=UTF-8",
  "application/xml",
  "multipart/form-data",
  "///",
  "",
];

describe("a body that is no request", () => {
  it.each(refusedBodies)("%s: is answered 400, in words that are not the caller's", async (_, body) => {
    const { status, headers, text } = await send(world.tiauth.port, { body });
    expect(status).toBe(400);
    expect(headers["content-type"]).toBe("application/json");
    expect(JSON.parse(text)).toEqual({
      error: { code: expect.stringMatching(/^[a-z_]+$/), message: expect.stringMatching(/^[A-Z].*\.$/) },
    });
    expect(text).not.toContain(canary);
  });

  it("says what is wrong, and the names of the arguments that are", async () => {
    const codeOf = async (body: string) => JSON.parse((await send(world.tiauth.port, { body })).text);
    expect(await codeOf("{")).toMatchObject({ error: { code: "invalid_json" } });
    expect(await codeOf("{}")).toMatchObject({ error: { code: "invalid_request" } });
    expect(await codeOf('{ "action": "x", "arguments": {} }')).toMatchObject({ error: { code: "unknown_action" } });
    const { error } = await codeOf(bodyOf("verify_signin_user_password", { signin_token: "", password: 1 }));
    expect(error.code).toBe("invalid_arguments");
    expect(error.message).toMatch(/\bpassword\b/);
    expect(error.message).not.toMatch(/signin_token/);
  });
});

describe("a body that is a request", () => {
  it.each(acceptedBodies)("%s: reaches the action", async (_, body) => {
    const { status, text } = await send(world.tiauth.port, { body });
    expect({ status, ...JSON.parse(text) }).toMatchObject({ status: 200, error_code: "invalid_session_token" });
  });

  it.each(contentTypes)("is read whatever its content type says: %j", async (contentType) => {
    const body = bodyOf("get_session", { session_token: canary });
    const headers = contentType === "" ? {} : { "Content-Type": contentType };
    const { status, text } = await send(world.tiauth.port, { headers, body });
    expect({ status, ...JSON.parse(text) }).toMatchObject({ status: 200, error_code: "invalid_session_token" });
  });
});

it("C2: none of it is an error in the log, nor stands in it", async () => {
  await send(world.tiauth.port, { method: "GET", path: "/alive" });
  await world.tiauth.stop();
  expect(world.tiauth.logs.filter(({ level }) => level === "error")).toEqual([]);
  expect(world.tiauth.output.join("\n")).not.toContain(canary);
});
