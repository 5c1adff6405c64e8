import { expect, onTestFinished, test } from "vitest";
import { listen } from "../http/listen.ts";
import { createApp } from "../http/routes.ts";
import { listenNearby } from "./nearby-port.ts";

const onError = (error: unknown) => {
  throw error;
};
const app = createApp({}, { crossOrigin: () => ({}), onError });

test("if the port is taken the next free one is listened on", async () => {
  const taken = await listen({ app, host: "127.0.0.1", port: 0, onError });
  onTestFinished(() => taken.close(0));
  const { port, close } = await listenNearby({ app, host: "127.0.0.1", port: taken.port, onError });
  onTestFinished(() => close(0));
  expect(port).toBeGreaterThan(taken.port);
  expect(port).toBeLessThan(taken.port + 20);
});

test("an address that is not this machine's is said at once", async () => {
  await expect(listenNearby({ app, host: "192.0.2.1", port: 3777, onError })).rejects.toThrow(/cannot listen on/);
});
