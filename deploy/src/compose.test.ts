import { expect, it } from "vitest";
import { parseDocument } from "yaml";
import { loadSettings } from "../../apps/server/src/settings/load.ts";
import { readOwn } from "./place.ts";

const document = parseDocument(readOwn("compose.yaml"), { strict: true, uniqueKeys: true });
// What the file is like is what these tests find out.
const { services, networks, configs, volumes } = document.toJS();
const { tiauth, proxy, postgres } = services;

/** What an operator sets. */
const variables: Readonly<Record<string, string>> = {
  POSTGRES_PASSWORD: "s3cret",
  TIAUTH_USER_SERVER_URL: "http://user-server/invoke",
  TIAUTH_USER_SERVER_SECRET: "at least 16 characters",
  TIAUTH_SMTP_HOST: "smtp.example.com",
  TIAUTH_SMTP_FROM: "Example <no-reply@example.com>",
  TIAUTH_SERVICE_NAME: "Example",
};

/** `${NAME}`, `${NAME:-default}` and `${NAME:?why}`, as Compose fills them in. */
const filled = (text: string) =>
  text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind?: string, rest?: string) => {
    if (kind === "?" && variables[name] === undefined) throw new Error(`${name}: ${rest}`);
    return variables[name] ?? rest ?? "";
  });

it("the file is YAML without an error, a warning or a key that stands there twice", () => {
  expect([...document.errors, ...document.warnings]).toEqual([]);
});

it("all it sets are settings of the server, which takes them without a mistake or a warning", () => {
  const environment = Object.fromEntries(
    Object.entries<string>(tiauth.environment).map(([name, text]) => [name, filled(text)]),
  );
  expect(environment.TIAUTH_STORAGE_URL).toBe("postgres://tiauth:s3cret@postgres:5432/tiauth?sslmode=disable");
  expect(loadSettings({}, environment)).toMatchObject({ warnings: [] });
});

it("no secret stands in the file: what is needed is asked for by name", () => {
  const asked = Array.from(readOwn("compose.yaml").matchAll(/\$\{(\w+):\?/g), ([, name]) => name);
  expect(new Set(asked)).toEqual(new Set(Object.keys(variables)));
});

it("two servers run on one Postgres, and only the proxy can be reached, from this machine", () => {
  expect(tiauth.deploy.replicas).toBe(2);
  expect([tiauth.ports, postgres.ports]).toEqual([undefined, undefined]);
  expect(proxy.ports).toEqual(["127.0.0.1:3777:3777"]);
  expect(tiauth.environment.TIAUTH_TRUSTED_PROXIES).toBe(networks.inside.ipam.config[0].subnet);
  expect(tiauth.depends_on.postgres).toEqual({ condition: "service_healthy" });
  expect(Object.keys(volumes)).toEqual(["postgres"]);
});

it("D4: the servers cannot write to their root or gain rights, and have more time than a stop takes", () => {
  expect(tiauth).toMatchObject({
    read_only: true,
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
    build: { context: "..", dockerfile: "deploy/Dockerfile" },
  });
  expect(Number.parseInt(tiauth.stop_grace_period, 10)).toBeGreaterThan(10);
});

it("the proxy finds every server anew, and hands over who is calling, as the configuration in the documentation does", () => {
  const text = configs.proxy.content.replaceAll("$$", "$");
  expect(text).toContain("resolver 127.0.0.11");
  const shown = readOwn("../docs/examples/proxies/nginx.conf");
  const directives = text.match(/(proxy_http_version|proxy_set_header [A-Z][A-Za-z-]+|client_max_body_size)/g);
  expect(directives).toHaveLength(4);
  expect(directives.filter((directive: string) => !shown.includes(directive))).toEqual([]);
  // Another one is in front of this: its entries stay.
  expect(text).toContain("X-Forwarded-For $proxy_add_x_forwarded_for;");
});
