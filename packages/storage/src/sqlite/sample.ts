import type { Database } from "better-sqlite3";

/** A start may take a second in all, also from a slow disk. */
const longestMilliseconds = 200;
const mostRowsPerTable = 200;

/**
 * Looks for damage in a file that is too large to be read whole at every start: at its schema, the edges of
 * every table, and as long as there is time at rows here and there, each with what every index says of it. Other rows at
 * every call. That pages are missing at its end SQLite sees by itself.
 *
 * @returns what is wrong; undefined if nothing was found, though something may be.
 * @throws {SqliteError} for what SQLite notices by itself.
 */
export function findDamageInSample(database: Database): string | undefined {
  const tables = names(database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
  const deadline = performance.now() + longestMilliseconds;
  for (const table of tables) {
    const checkRow = checkingRows(database, table);
    const { edges, between } = positions(database, table);
    for (const position of [...edges, ...between]) {
      if (performance.now() > deadline && !edges.includes(position)) break;
      const index = checkRow(position);
      if (index !== undefined) return `a row of ${table} is missing from ${index}`;
    }
  }
  return undefined;
}

/** Row ids: the first and the last one, and some between them, where there need not be rows. */
function positions(database: Database, table: string) {
  const edge = (which: "min" | "max") => Number(database.prepare(`SELECT ${which}(rowid) FROM ${table}`).pluck().get());
  const [first, last] = [edge("min"), edge("max")];
  const between = Array.from({ length: mostRowsPerTable }, () => first + Math.floor(Math.random() * (last - first)));
  return { edges: [first, last], between };
}

/** A function that reads the row at a position, or the next one, and gives the name of an index that does not know it. */
function checkingRows(database: Database, table: string): (position: number) => string | undefined {
  const read = database.prepare(`SELECT rowid AS position, * FROM ${table} WHERE rowid >= ? LIMIT 1`);
  const indexes = names(database, `SELECT name FROM pragma_index_list('${table}')`).map((index) => {
    const columns = names(database, `SELECT name FROM pragma_index_info('${index}')`);
    const conditions = ["rowid = @position", ...columns.map((column) => `${column} IS @${column}`)].join(" AND ");
    return { index, find: database.prepare(`SELECT 1 FROM ${table} INDEXED BY ${index} WHERE ${conditions}`) };
  });
  return (position) => {
    const row = read.get(position);
    return row === undefined ? undefined : indexes.find(({ find }) => find.get(row) === undefined)?.index;
  };
}

/** Of our own schema: they need no quotes. */
const names = (database: Database, query: string): readonly string[] =>
  database.prepare<[], string>(query).pluck().all();
