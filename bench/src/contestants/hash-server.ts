import { createServer } from "node:http";
import { defaultPasswordHasher } from "@tiauth/passwords";
import { listen } from "./listen.ts";

// The bare hash: nothing but Tiauth's own hasher, one after the other, as it hashes with a concurrency of one.
const salt = Buffer.alloc(defaultPasswordHasher.saltLengthBytes, 7);

async function hashFor(seconds: number): Promise<{ readonly count: number; readonly seconds: number }> {
  await defaultPasswordHasher.hash("a password to warm up", salt);
  const startedAt = performance.now();
  let count = 0;
  while (performance.now() - startedAt < seconds * 1000) {
    await defaultPasswordHasher.hash("flowers in november 77", salt);
    count++;
  }
  return { count, seconds: (performance.now() - startedAt) / 1000 };
}

listen(
  createServer(async (request, response) => {
    const seconds = Number(request.url?.slice(1));
    response.end(JSON.stringify(await hashFor(seconds)));
  }),
);
