import { expect, onTestFinished, test } from "vitest";
import { listen } from "../http/listen.ts";
import { listenNearby } from "./nearby-port.ts";

const onError = (error: unknown) => {
  throw error;
};
const options = { routes: {}, crossOrigin: () => [], onError };

test("if the port is taken the next free one is listened on", async () => {
  const taken = await listen({ ...options, host: "127.0.0.1", port: 0 });
  onTestFinished(() => taken.close(0));
  const { port, close } = await listenNearby({ ...options, host: "127.0.0.1", port: taken.port });
  onTestFinished(() => close(0));
  expect(port).toBeGreaterThan(taken.port);
  expect(port).toBeLessThan(taken.port + 20);
});

test("an address that is not this machine's is said at once", async () => {
  await expect(listenNearby({ ...options, host: "192.0.2.1", port: 3777 })).rejects.toThrow(/cannot listen on/);
});
