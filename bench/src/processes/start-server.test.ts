import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { startServer } from "./start-server.ts";

const directory = mkdtempSync(join(tmpdir(), "tiauth-bench-test-"));
afterAll(() => rmSync(directory, { recursive: true }));

let scripts = 0;
function script(text: string): string {
  const path = join(directory, `${scripts++}.mjs`);
  writeFileSync(path, text);
  return path;
}

it("resolves when the server says where it listens, and ends it", async () => {
  const command = [
    script(`
      import { createServer } from "node:http";
      const server = createServer((_, response) => response.end(process.env.GREETING + process.argv[2]));
      console.log("something else");
      server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ msg: "listening", port: server.address().port })));
    `),
    "Ann",
  ];
  const server = await startServer({ command, env: { GREETING: "Hello " }, place: "anywhere" });
  const url = `http://127.0.0.1:${server.port}/`;
  expect(await (await fetch(url)).text()).toBe("Hello Ann");
  expect(server.listeningMilliseconds).toBeGreaterThan(0);
  await server.stop();
  await expect(fetch(url)).rejects.toThrow();
  await server.stop();
});

it("says what was printed if it ends instead", async () => {
  const command = [script("console.error('no such setting'); process.exitCode = 2;")];
  await expect(startServer({ command, place: "anywhere" })).rejects.toThrow(/ended with 2:\nno such setting/);
});
