import { join } from "node:path";
import Database from "better-sqlite3";
import { sessionsOfAll } from "../contestants/tiauth.ts";
import { inTurn } from "../load/in-turn.ts";
import type { Stage } from "./stage.ts";

/** A database with many sessions in it. */
export interface ManySessions {
  readonly database: string;
  /** Of a sample of them, evenly over all. */
  readonly visitors: readonly { readonly sessionToken: string }[];
}

const alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
const sampleSize = 50_000;
const prefix = "session.";

/**
 * Fills a database with copies of sessions that were really made, each under an id of its own: what is stored of a session
 * does not name its id, and the secret of its token stays the one that it was copied from. Ids come in no order, as in
 * life, so that the file's pages are as full as they would be.
 *
 * @throws {Error} if the server stores sessions otherwise by now.
 */
export const manySessions = (stage: Stage, count: number): Promise<ManySessions> =>
  stage.once(`${count} sessions`, async () => {
    const { database: source, visitors } = await sessionsOfAll(stage);
    const database = join(stage.directory, `sessions-${count}.sqlite`);
    const client = new Database(source);
    await client.backup(database);
    client.close();
    const tokens = visitors.map(({ sessionToken }) => sessionToken);
    return { database, visitors: fillWithCopies(database, tokens, count) };
  });

interface Row {
  readonly key: string;
  readonly value: Buffer;
  readonly counter: number;
  readonly expires_at: number;
}

/**
 * Fills up to that many rows.
 *
 * @param tokens of sessions that are in the file.
 * @returns tokens of a sample of the copies.
 * @throws {Error} if one of them is not where it is expected.
 */
export function fillWithCopies(path: string, tokens: readonly string[], count: number): ManySessions["visitors"] {
  const client = new Database(path);
  client.pragma("synchronous = OFF");
  const originals = originalsOf(client, tokens);
  const nextOriginal = inTurn(originals);
  const insert = client.prepare("insert into entries (key, value, counter, expires_at) values (?, ?, ?, ?)");
  const sampledEvery = Math.max(1, Math.floor(count / sampleSize));
  const sample: { readonly sessionToken: string }[] = [];
  client.transaction(() => {
    for (let index = originals.length; index < count; index++) {
      const [id, { row, secret }] = [newId(), nextOriginal()];
      insert.run(prefix + id, row.value, row.counter, row.expires_at);
      if (index % sampledEvery === 0) sample.push({ sessionToken: `${id}.${secret}` });
    }
  })();
  client.pragma("wal_checkpoint(TRUNCATE)");
  client.close();
  return sample;
}

/** The rows of these sessions, each with its token's secret. */
function originalsOf(client: Database.Database, tokens: readonly string[]) {
  const select = client.prepare<[string], Row>("select key, value, counter, expires_at from entries where key = ?");
  return tokens.map((token) => {
    const [id = "", secret = ""] = token.split(".");
    const row = select.get(prefix + id);
    if (!row) throw new Error("Sessions are stored under other keys than this benchmark expects.");
    return { row, secret };
  });
}

/** 24 letters, by no means secret. */
function newId(): string {
  let id = "";
  while (id.length < 24) id += alphabet[Math.floor(Math.random() * alphabet.length)];
  return id;
}
