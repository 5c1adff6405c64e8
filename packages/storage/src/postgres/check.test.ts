import { expect, it } from "vitest";
import { describeOnPostgres, query } from "../../testing/postgres.ts";
import { checkPostgresStorage, migratePostgres } from "./index.ts";

describeOnPostgres("checkPostgresStorage", (engine) => {
  it("tells what is there, and makes nothing", async () => {
    const url = await engine().freshUrl();
    const schemas = () => query(url, "SELECT nspname FROM pg_namespace WHERE nspname = 'tiauth'", []);
    expect(await checkPostgresStorage({ url })).toBe("will_be_created");
    expect(await schemas()).toEqual([]);
    await migratePostgres({ url });
    expect(await checkPostgresStorage({ url })).toBe("exists");
  });

  it("refuses what could not be opened", async () => {
    const url = await engine().freshUrl();
    await query(url, "CREATE SCHEMA tiauth", []);
    await query(url, "CREATE TABLE tiauth.cats (name text)", []);
    await expect(checkPostgresStorage({ url })).rejects.toMatchObject({ name: "StorageError", code: "foreign" });
    await expect(checkPostgresStorage({ url: `${url}_not_there` })).rejects.toMatchObject({ code: "refused" });
  });
});
