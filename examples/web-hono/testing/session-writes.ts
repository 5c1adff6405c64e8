import Database from "better-sqlite3";

/** How often the auth server has changed a session since it was made: storages count that by themselves. */
export function countWrites(recordsPath: string, sessionId: string): number {
  const records = new Database(recordsPath, { readonly: true });
  const counter = records.prepare("select counter from entries where key = ?").pluck().get(`session.${sessionId}`);
  records.close();
  return Number(counter);
}
