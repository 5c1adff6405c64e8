import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { hash, verify } from "@node-rs/argon2";
import { type BetterAuthOptions, betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import Database from "better-sqlite3";
import { Hono } from "hono";
import { listen } from "./listen.ts";

// Better Auth as its documentation sets it up with hono and better-sqlite3. WAL is to its advantage; limits are off, as
// Tiauth's are here; no cookie cache, since with it an ended session goes on for a while.
const { DB_PATH = "", PASSWORD_HASH } = process.env;
const database = new Database(DB_PATH);
database.pragma("journal_mode = WAL");

/** Tiauth's parameters. */
const parameters = { algorithm: 2, memoryCost: 65_536, timeCost: 3, parallelism: 1, outputLen: 32 };
const argon2id = {
  hash: (password: string) => hash(password, parameters),
  verify: ({ hash, password }: { readonly hash: string; readonly password: string }) => verify(hash, password),
};

const options: BetterAuthOptions = {
  database,
  baseURL: "http://127.0.0.1",
  secret: "s0me-l0ng-rand0m-t3xt-f0r-a-b3nchmark-0nly-8Qx2",
  emailAndPassword: { enabled: true, ...(PASSWORD_HASH === "argon2id" ? { password: argon2id } : {}) },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { level: "error" },
};
await (await getMigrations(options)).runMigrations();
const auth = betterAuth(options);
const app = new Hono().on(["GET", "POST"], "/api/auth/*", (context) => auth.handler(context.req.raw));
listen(createServer(getRequestListener(app.fetch)), () => database.close());
