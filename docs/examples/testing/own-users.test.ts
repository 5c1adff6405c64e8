import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startTiauth } from "@tiauth/testing";
import { handleRequest } from "@tiauth/user-server";
import { memoryUserStore } from "@tiauth/user-server/memory";
import { expect, test } from "vitest";

/** Stands for your handlers over your database. */
const { handlers, users } = memoryUserStore();

/** Stands for your application, which has the user server on one of its routes. */
const application = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString();
  const answer = await handleRequest(body, handlers);
  response.writeHead(answer.status, { "Content-Type": "application/json" }).end(answer.body);
});

test("a signup makes a row in the application's own table", async () => {
  await once(application.listen(0, "127.0.0.1"), "listening");
  const { port } = application.address() as AddressInfo; // as it listens on TCP
  await using tiauth = await startTiauth({ userServerUrl: `http://127.0.0.1:${port}/invoke` });

  const ann = await tiauth.signUp("ann@example.com");
  expect(users.get(ann.session.userId)).toMatchObject({ emailAddress: "ann@example.com", disabled: false });
  application.close();
});
