import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { ReadableStream } from "node:stream/web";
import { Refusal } from "../../contract/refusals.ts";
import { announceBundle, claimBundle, dropBundle, tryRemoveLooseBundles } from "./loose-bundles.ts";
import { addVersion, checkPublication, type Publication, requirePublishable } from "./publication.ts";
import { type ReceivedFile, receive } from "./receive.ts";
import type { Registry } from "./registry.ts";

/**
 * Publishes a version, and its package if it is the first one: all of it, or nothing, whenever the process ends.
 *
 * 1. Everything is checked that can be before a byte of the bundle is read.
 * 2. The bundle arrives in a file of its own, which is removed at the next start if the process is killed.
 * 3. The bundle store gets it, under a key that is on the list of what to remove.
 * 4. One transaction takes the key off that list and adds the version. Of two at once the second finds it taken.
 *
 * @throws {Refusal} what `checkPublication`, `requirePublishable` and `receive` do
 */
export async function publish(
  registry: Registry,
  publication: Publication,
  content: ReadableStream<Uint8Array>,
): Promise<void> {
  checkPublication(publication);
  await requirePublishable(registry.database.queries, publication);
  const key = randomUUID();
  const file = await receive(content, {
    path: join(registry.incomingPath, key),
    sha256: publication.sha256,
    limitBytes: registry.limits.bundleBytes,
    timeLimitSeconds: registry.limits.uploadSeconds,
  });
  try {
    await store(registry, { key, file, publication });
  } finally {
    await rm(file.path, { force: true });
  }
}

interface Received {
  readonly key: string;
  readonly file: ReceivedFile;
  readonly publication: Publication;
}

async function store(registry: Registry, { key, file, publication }: Received): Promise<void> {
  const { bundles, database, now } = registry;
  await announceBundle(registry, key);
  await bundles.put(key, file);
  try {
    await database.change(async (queries) => {
      await requirePublishable(queries, publication);
      await claimBundle(queries, key);
      await addVersion(queries, publication, { bundle: key, sizeBytes: file.sizeBytes, publishedAt: now() });
    });
  } catch (error) {
    // After an accident nobody knows whether it was committed: the list does, in time.
    if (error instanceof Refusal) await discard(registry, key);
    throw error;
  }
}

async function discard(registry: Registry, key: string): Promise<void> {
  await registry.database.change((queries) => dropBundle(queries, key));
  await tryRemoveLooseBundles(registry);
}
