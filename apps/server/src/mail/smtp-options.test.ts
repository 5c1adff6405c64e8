import { expect, it } from "vitest";
import { createRendering } from "./rendering.ts";
import { poolOptions } from "./smtp-options.ts";

const options = {
  host: "mail.example.com",
  port: 587,
  from: { name: "", address: "auth@example.com" },
  rendering: createRendering(),
  isTlsRequired: true,
  isKeptAlive: true,
};

it("M1: begins with TLS on port 465 and requires STARTTLS on any other", () => {
  expect(poolOptions({ ...options, port: 465 })).toMatchObject({ secure: true, tls: { rejectUnauthorized: true } });
  for (const port of [25, 587, 2525]) {
    expect(poolOptions({ ...options, port })).toMatchObject({
      secure: false,
      requireTLS: true,
      opportunisticTLS: false,
      tls: { rejectUnauthorized: true },
    });
  }
});

it("M1: waits 5 s for the connection, 5 s for the greeting and 10 s for everything else", () => {
  expect(poolOptions(options)).toMatchObject({ connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 10_000 });
});

it("signs in only with a username", () => {
  expect(poolOptions(options).auth).toBeUndefined();
  expect(poolOptions({ ...options, username: "" }).auth).toBeUndefined();
  expect(poolOptions({ ...options, username: "u", password: "p" }).auth).toEqual({ user: "u", pass: "p" });
});
