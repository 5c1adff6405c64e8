import { expect, it } from "vitest";
import { publicRoutes } from "../../apps/server/src/http/public-routes.ts";
import { loadSettings } from "../../apps/server/src/settings/load.ts";
import { environmentOf, parseDockerfile, programOf, textsOf } from "./dockerfile.ts";
import { readOwn } from "./place.ts";
import { copiedFrom } from "./replay.ts";

const [build, final] = parseDockerfile(readOwn("Dockerfile"));
if (!build || !final) throw new Error("There have to be two stages.");
const { packageManager, engines } = JSON.parse(readOwn("../package.json"));

it("C3: the image is built from the lockfile by the repository's own package manager", () => {
  const steps = textsOf(build, "RUN");
  expect(steps[0]).toContain(`npx --yes ${packageManager} install --frozen-lockfile `);
  expect(steps.filter((step) => !step.startsWith(`npx --yes ${packageManager} `))).toEqual([]);
});

it("both stages have the same Node.js, by its full version, which is one that Tiauth runs on", () => {
  const versions = [build, final].map(({ base }) => /^node:(\d+\.\d+\.\d+)-bookworm(-slim)?$/.exec(base)?.[1]);
  expect(versions[0]).toBe(versions[1]);
  const [least = 0, most = 0] = [engines.node.replace(">=", ""), versions[0]].map((version) =>
    Number(String(version).split(".").slice(0, 2).join(".")),
  );
  expect(most).toBeGreaterThanOrEqual(least);
});

it("the image is not root's, says so by number, and has a volume of its own user's", () => {
  expect(textsOf(final, "USER")).toEqual(["1000:1000"]);
  expect(textsOf(final, "VOLUME")).toEqual(["/data"]);
  expect(textsOf(final, "RUN")).toEqual(["install -d -o 1000 -g 1000 -m 700 /data"]);
  expect(environmentOf(final).TIAUTH_DB_PATH).toBe("/data/db.sqlite");
});

it("the image takes nothing but what the build left in the end, and stops by SIGTERM", () => {
  expect(copiedFrom("/somewhere", "/build", final)).toBe("/somewhere/image");
  expect(textsOf(build, "RUN").at(-1)).toMatch(/ deploy --prod image$/);
  expect(textsOf(final, "STOPSIGNAL")).toEqual(["SIGTERM"]);
});

it("what the image sets is a setting, without a mistake or a warning", () => {
  expect(loadSettings({}, environmentOf(final))).toMatchObject({ warnings: [] });
});

it("the health check asks a route that there is", () => {
  const path = /\}(\/\w+)`/.exec(programOf(final, "HEALTHCHECK").join(" "))?.[1] ?? "";
  const unused = () => Promise.reject(new Error("not to be called"));
  const routes = publicRoutes({ invoke: unused, clientAddress: () => undefined, findMissing: unused });
  expect(routes[path]).toHaveProperty("GET");
  expect(textsOf(final, "EXPOSE")).toEqual(["3777"]);
});
