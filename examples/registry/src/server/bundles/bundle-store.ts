import type { ReadableStream } from "node:stream/web";
import type { ReceivedFile } from "../domain/receive.ts";

/** Where the content of versions is. Keys are UUIDs. */
export interface BundleStore {
  /** Once it has resolved, the content is there whatever happens; the file may have been moved away. */
  put(key: string, file: ReceivedFile): Promise<void>;
  /** Undefined where there is none. */
  get(key: string): Promise<ReadableStream<Uint8Array> | undefined>;
  /** Does nothing where there is none. */
  remove(key: string): Promise<void>;
}
