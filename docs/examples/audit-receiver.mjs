// Takes audit events, and prints each once: TIAUTH_AUDIT_WEBHOOK_SECRET=… node docs/examples/audit-receiver.mjs [port]
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { verifySignature } from "@tiauth/user-server";

const port = Number(process.argv[2] ?? 9100);
const secret = process.env.TIAUTH_AUDIT_WEBHOOK_SECRET ?? "at-least-16-characters";
const print = (line) => process.stdout.write(`${line}\n`);
/** Of a day, in a real one: no event is sent again after 24 hours of trying. */
const seenIds = new Set();

const server = createServer(async (request, response) => {
  const body = await text(request);
  const isSigned = await verifySignature({ signature: request.headers["tiauth-signature"], body, secret });
  if (!isSigned) return response.writeHead(401).end();
  const { id } = JSON.parse(body);
  if (!seenIds.has(id)) print(body);
  seenIds.add(id);
  return response.writeHead(204).end();
});
server.listen(port, "127.0.0.1", () => print(`events go to http://127.0.0.1:${port}/`));
