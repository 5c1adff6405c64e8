/** A process that holds a storage driver and does with it what its parent asks for. */
const [url = ""] = process.argv.slice(2);
const kind = url.slice(0, url.indexOf(":"));

const openers = {
  sqlite: async () => (await import("@tiauth/storage/sqlite")).openSqliteStorage({ path: url.slice("sqlite:".length) }),
  postgres: async () => (await import("@tiauth/storage/postgres")).openPostgresStorage({ url }),
  redis: async () => (await import("@tiauth/storage/redis")).openRedisStorage({ url }),
};

const driver = await openers[kind]();
const writesUnderWay = new Set();

async function perform(method, given) {
  const asked = driver[method](...given);
  if (method !== "get") {
    writesUnderWay.add(asked);
    return asked.finally(() => writesUnderWay.delete(asked));
  }
  const found = await asked;
  // As its driver says, a read of SQLite may see what this process has written and not yet committed: it counts from then on.
  if (kind === "sqlite") await Promise.allSettled(writesUnderWay);
  return found;
}

process.on("message", async ({ id, method, given }) => {
  try {
    process.send({ id, answer: await perform(method, given) });
  } catch (error) {
    process.send({ id, problem: String(error) });
  }
});
process.on("disconnect", () => process.exit());
process.send({ id: 0 });
