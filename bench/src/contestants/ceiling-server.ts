import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { listen } from "./listen.ts";
import { readSameAnswer } from "./same-answer.ts";

// As fast as a server on hono can be: it answers what Tiauth answers and does not even read the request.
const { status, headers, body } = readSameAnswer();
const app = new Hono().post("/", (context) => context.body(body, status, headers));
listen(createServer(getRequestListener(app.fetch)));
