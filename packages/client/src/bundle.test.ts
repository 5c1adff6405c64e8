import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { build, type Format } from "esbuild";
import { expect, test } from "vitest";

async function bundle(format: Format) {
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(new URL("./index.ts", import.meta.url))],
    bundle: true,
    minify: true,
    format,
    globalName: "tiauth",
    target: "es2022",
    write: false,
    metafile: true,
  });
  return { code: outputFiles[0]?.text ?? "", outputs: Object.values(metafile.outputs) };
}

test("the client is at most 4 kB, minified and compressed", async () => {
  const { code } = await bundle("esm");
  expect(code.length).toBeGreaterThan(1000);
  expect(gzipSync(code).byteLength).toBeLessThanOrEqual(4000);
});

test("the client imports nothing", async () => {
  const { outputs } = await bundle("esm");
  expect(outputs.flatMap(({ imports }) => imports)).toEqual([]);
});

test("the client runs where there is nothing but fetch, AbortController and timers", async () => {
  const { code } = await bundle("iife");
  const body = '{"ok":true,"action_invocation_id":"i","values":{}}';
  const fetch = async () => ({ status: 200, text: async () => body });
  const result = await runInNewContext(
    `${code}; tiauth.createClient("https://auth.example.com/").deleteSignin({ signinToken: "t" }).then(JSON.stringify)`,
    { fetch, AbortController, setTimeout, clearTimeout },
  );
  expect(JSON.parse(result)).toEqual({ ok: true, actionInvocationId: "i" });
});
