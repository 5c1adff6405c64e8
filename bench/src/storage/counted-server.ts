import { createHash } from "node:crypto";
import { type Client, createClient } from "@tiauth/client";
import { createServer, type Mail, type PasswordHasher } from "@tiauth/server";
import { createDelivery } from "@tiauth/storage";
import { type MemoryEntry, memoryStorage } from "@tiauth/storage/memory";
import { userStoreFrom } from "@tiauth/user-server";
import { memoryUserStore } from "@tiauth/user-server/memory";
import { type Asked, countedStorage } from "./counted-storage.ts";

/** What something cost that was done with a server. */
export interface Cost extends Asked {
  readonly requests: number;
  /** Password hashes of 64 MiB. */
  readonly hashes: number;
  /** The cheaper ones of temporary passwords. */
  readonly temporaryHashes: number;
  readonly mails: number;
}

export interface CountedServer {
  readonly client: Client;
  /** The newest last. */
  readonly mails: readonly Mail[];
  /** What is stored, by key. */
  readonly entries: ReadonlyMap<string, MemoryEntry>;
  readonly now: () => Date;
  /** Lets time pass, without waiting. */
  pass(seconds: number): void;
  /** What was done since the last time, deliveries included. */
  take(): Promise<Cost>;
}

/** The core as the distribution puts it together, in this process, with everything in memory and counted. */
export function countedServer(): CountedServer {
  let milliseconds = Date.UTC(2026, 0, 1);
  const now = () => new Date(milliseconds);
  const entries = new Map<string, MemoryEntry>();
  const { storage, take } = countedStorage(memoryStorage({ entries }));
  const counts = { requests: 0, hashes: 0, temporaryHashes: 0 };
  const mails: Mail[] = [];
  const notices = deliveryOfNotices(storage.outbox, now);
  const server = createServer({
    storage,
    now,
    users: userStoreFrom(memoryUserStore().handlers),
    email: {
      send: async (mail) => void mails.push(mail),
      enqueue: (notice) => {
        mails.push(notice);
        return notices.add(JSON.stringify(notice));
      },
    },
    passwordHasher: hasherThatCounts("real.1", () => counts.hashes++),
    temporaryPasswordHasher: hasherThatCounts("temporary.1", () => counts.temporaryHashes++),
  });
  const client = createClient(async (body) => {
    counts.requests++;
    return (await server.invoke(String(body), { clientAddress: "203.0.113.7" })).body;
  });
  let mailsBefore = 0;
  return {
    ...{ client, mails, entries, now },
    pass: (seconds) => {
      milliseconds += seconds * 1000;
    },
    async take() {
      await Promise.all([server.idle(), notices.idle()]);
      const cost = { ...counts, ...take(), mails: mails.length - mailsBefore };
      mailsBefore = mails.length;
      Object.assign(counts, { requests: 0, hashes: 0, temporaryHashes: 0 });
      return cost;
    },
  };
}

/** As the distribution's: noted before a copy goes out, done when it is. */
function deliveryOfNotices(outbox: Parameters<typeof createDelivery>[0]["outbox"], now: () => Date) {
  const fail = (trouble: unknown) => {
    throw new Error("A delivery failed.", { cause: trouble });
  };
  const delivery = createDelivery({
    ...{ outbox, now, topic: "notice", onDropped: fail, onFailing: fail, onRecovered: () => {}, onError: fail },
    pollSeconds: 3600,
    async deliver(_, { goingOut }) {
      await goingOut();
      return { outcome: "delivered" };
    },
  });
  delivery.start();
  return delivery;
}

const hasherThatCounts = (id: string, count: () => void): PasswordHasher => ({
  id,
  saltLengthBytes: 16,
  async hash(password, salt) {
    count();
    return new Uint8Array(createHash("sha256").update(salt).update(password).digest());
  },
});
