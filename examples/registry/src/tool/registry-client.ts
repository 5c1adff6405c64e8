import type { CliAuth } from "@tiauth/cli";
import type { Me, Member, PackageWithVersions, SearchAnswer, Version, Visibility } from "../contract/answers.ts";
import type { Permission } from "../contract/permissions.ts";
import { checkAnswer, readAnswer, request } from "./answers.ts";

export interface Membership {
  readonly identity: string;
  readonly emailAddress: string;
}

export interface Publication {
  readonly name: string;
  readonly version: string;
  readonly identity: string;
  readonly compiler?: string | undefined;
  readonly visibility?: Visibility | undefined;
  readonly description?: string | undefined;
  readonly sha256: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

export type RegistryClient = ReturnType<typeof createRegistryClient>;

interface RegistryClientOptions {
  readonly registryUrl: URL;
  readonly auth: () => Promise<CliAuth>;
}

/** The registry's API. Each method throws a `Refusal` where the registry refuses. */
export function createRegistryClient({ registryUrl, auth }: RegistryClientOptions) {
  const urlOf = ([path, query = {}]: Address) => {
    const url = new URL(`/api/${path.map(encodeURIComponent).join("/")}`, registryUrl);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
    return url;
  };
  /** As who is signed in. */
  const send = async (address: Address, init: RequestInit = {}) => (await auth()).authorizedFetch(urlOf(address), init);
  const sendJson = (method: string, address: Address, json: object) =>
    send(address, { method, body: JSON.stringify(json), headers: { "Content-Type": "application/json" } });
  /** As who is signed in, or as a stranger: some answers are for everybody. */
  const read = async (address: Address) =>
    (await (await auth()).token()) === undefined ? request(urlOf(address)) : send(address);

  return {
    me: async () => readAnswer<Me>(await send([["me"]])),
    createIdentity: async (name: string) => checkAnswer(await sendJson("POST", [["identities"]], { name })),
    listMembers: async (identity: string) =>
      (await readAnswer<{ members: readonly Member[] }>(await send([["identities", identity, "members"]]))).members,
    setMember: async (membership: Membership, permission: Permission) =>
      checkAnswer(await sendJson("PUT", memberAddress(membership), { permission })),
    removeMember: async (membership: Membership) =>
      checkAnswer(await send(memberAddress(membership), { method: "DELETE" })),
    publish: async ({ name, version, sha256, content, ...said }: Publication) =>
      checkAnswer(
        await send([["packages", name, "versions", version], said], {
          method: "PUT",
          headers: { "Bundle-Sha256": sha256, "Content-Type": "application/octet-stream" },
          body: content,
        }),
      ),
    revoke: async (name: string, version: string) =>
      checkAnswer(await send([["packages", name, "versions", version]], { method: "DELETE" })),
    search: async (text: string, after?: string) =>
      readAnswer<SearchAnswer>(await read([["packages"], { search: text, after }])),
    show: async (name: string) => readAnswer<PackageWithVersions>(await read([["packages", name]])),
    latest: async (name: string, choice: Choice) =>
      readAnswer<Version>(await read([["packages", name, "latest"], { ...choice }])),
    download: async (name: string, version: string) => {
      const response = await read([["packages", name, "versions", version, "bundle"]]);
      await checkAnswer(response);
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}

export interface Choice {
  readonly compiler?: string | undefined;
  readonly before?: string | undefined;
}

/** The parts of a path, which are encoded; then the query. */
type Address = readonly [path: readonly string[], query?: Readonly<Record<string, string | undefined>>];

const memberAddress = ({ identity, emailAddress }: Membership): Address => [
  ["identities", identity, "members", emailAddress],
];
