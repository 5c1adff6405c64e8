import { createHash } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { Refusal } from "../../contract/refusals.ts";

/** A file that has arrived whole and is on the disk. */
export interface ReceivedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

interface Expected {
  /** Where it goes; there is no such file yet. */
  readonly path: string;
  readonly sha256: string;
  readonly limitBytes: number;
  readonly timeLimitSeconds: number;
}

/**
 * Writes what arrives into a file. Where it throws, no file is left.
 *
 * @throws {Refusal} `bundle_too_large`, `checksum_mismatch`, `upload_incomplete`
 */
export async function receive(content: ReadableStream<Uint8Array>, expected: Expected): Promise<ReceivedFile> {
  const { path, sha256 } = expected;
  const file = await open(path, "wx", 0o600);
  try {
    const received = await write(content, { ...expected, file });
    if (received.sha256 !== sha256) throw new Refusal("checksum_mismatch");
    await file.sync();
    return { path, ...received };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

async function write(content: ReadableStream<Uint8Array>, expected: Expected & { readonly file: FileHandle }) {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  for await (const chunk of arriving(content, expected.timeLimitSeconds)) {
    sizeBytes += chunk.length;
    if (sizeBytes > expected.limitBytes) throw new Refusal("bundle_too_large");
    hash.update(chunk);
    await expected.file.writeFile(chunk);
  }
  return { sizeBytes, sha256: hash.digest("hex") };
}

/** What arrives until the connection breaks off, or there was time enough. */
async function* arriving(content: ReadableStream<Uint8Array>, timeLimitSeconds: number): AsyncGenerator<Uint8Array> {
  const signal = AbortSignal.timeout(timeLimitSeconds * 1000);
  try {
    yield* Readable.fromWeb(content, { signal });
  } catch {
    throw new Refusal("upload_incomplete");
  }
}
