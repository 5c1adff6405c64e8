import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { Pool, request } from "undici";
import { listen } from "./listen.ts";
import { readSameAnswer } from "./same-answer.ts";

// The same, but it asks the user server as Tiauth does, and reads the answer, before it answers.
const { status, headers, body } = readSameAnswer();
const userServerUrl = new URL(process.env.USER_SERVER_URL ?? "");
const dispatcher = new Pool(userServerUrl.origin, { connections: 64, pipelining: 1 });
const call = {
  dispatcher,
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ action: "get_user", arguments: { user_id: process.env.USER_ID ?? "" } }),
} as const;

const app = new Hono().post("/", async (context) => {
  const answer = await request(userServerUrl, call);
  await answer.body.text();
  return context.body(body, status, headers);
});
listen(createServer(getRequestListener(app.fetch)));
