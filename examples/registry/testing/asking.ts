import { createHash } from "node:crypto";

export interface Answer {
  readonly status: number;
  /** Of a refusal. */
  readonly code: string | undefined;
  readonly body: unknown;
}

export interface Ask {
  (method: string, path: string, json?: unknown): Promise<Answer>;
  publish(bundle: BundleToPublish): Promise<Answer>;
  download(name: string, version: string): Promise<Answer & { readonly content: string }>;
}

export interface BundleToPublish {
  readonly name: string;
  readonly version: string;
  readonly identity: string;
  readonly content?: string;
  readonly compiler?: string;
  readonly visibility?: string;
  readonly description?: string;
  readonly sha256?: string;
}

/** The API as somebody without the tool asks it. */
export function asking(url: string, sessionToken?: string): Ask {
  const authorization: Record<string, string> = sessionToken ? { Authorization: `Bearer ${sessionToken}` } : {};
  const send = async (path: string, init: RequestInit) => {
    const headers = { ...authorization, ...init.headers };
    return read(await fetch(new URL(`/api${path}`, url), { ...init, headers }));
  };
  const ask = (method: string, path: string, json?: unknown) =>
    send(path, json === undefined ? { method } : { method, body: JSON.stringify(json) });
  return Object.assign(ask, {
    publish: ({ name, version, content = "a bundle", sha256 = sha256Of(content), ...said }: BundleToPublish) =>
      send(`/packages/${name}/versions/${encodeURIComponent(version)}?${new URLSearchParams(said)}`, {
        method: "PUT",
        body: content,
        headers: { "Bundle-Sha256": sha256 },
      }),
    download: (name: string, version: string) =>
      send(`/packages/${name}/versions/${encodeURIComponent(version)}/bundle`, {}),
  });
}

export const sha256Of = (content: string) => createHash("sha256").update(content).digest("hex");

async function read(response: Response) {
  const content = await response.text();
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const body: unknown = isJson ? JSON.parse(content) : undefined;
  return { status: response.status, code: codeOf(body), body, content };
}

function codeOf(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null || !("error" in body)) return undefined;
  // What the API is documented to answer.
  return (body.error as { readonly code: string }).code;
}
