import { expect, onTestFinished, test, vi } from "vitest";
import { commandRoutes } from "./command-routes.ts";
import { listen } from "./listen.ts";

async function start() {
  const clear = vi.fn(async () => undefined);
  const scrape = async () => ({ contentType: "text/plain; version=0.0.4; charset=utf-8", text: "# none\n" });
  const onError = (error: unknown) => {
    throw error;
  };
  const routes = commandRoutes({ clear, scrape });
  const { port, close } = await listen({ routes, crossOrigin: () => [], host: "127.0.0.1", port: 0, onError });
  onTestFinished(() => close(0));
  const command = (body: string, headers = {}) =>
    fetch(`http://127.0.0.1:${port}/command`, { method: "POST", body, headers });
  return { port, clear, command };
}

test("reset clears the storage", async () => {
  const { clear, command } = await start();
  const response = await command('{"command":"reset"}');
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ success: true, message: "Storage cleared" });
  expect(clear).toHaveBeenCalledTimes(1);
});

test.each([
  '{"command":"format"}',
  '{"command":"toString"}',
  '{"command":1}',
  "{}",
  "null",
  "reset",
  "",
  "x".repeat(17_000),
])("anything else does nothing and says what there is: %.30s", async (body) => {
  const { clear, command } = await start();
  const response = await command(body);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ success: false, message: "Unknown command; there is: reset" });
  expect(clear).not.toHaveBeenCalled();
});

test("a web page cannot command", async () => {
  const { clear, command } = await start();
  const response = await command('{"command":"reset"}', { origin: "http://127.0.0.1:3000" });
  expect(response.status).toBe(403);
  expect(clear).not.toHaveBeenCalled();
});

test("metrics are answered as text, as they are now", async () => {
  const { port } = await start();
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.text()).toBe("# none\n");
});
