import { sql } from "drizzle-orm";
import type { Queries } from "./database.ts";
import { migrations } from "./migrations.ts";

/** Brings the tables up to date, within a transaction. */
export async function migrate(queries: Queries): Promise<void> {
  await queries.run(sql`create table if not exists migrations (number integer primary key)`);
  const [[done = 0] = []] = await queries.values<[number]>(sql`select count(*) from migrations`);
  for (const [index, statement] of migrations.entries()) {
    if (index < done) continue;
    await queries.run(sql.raw(statement));
    await queries.run(sql`insert into migrations (number) values (${index})`);
  }
}
