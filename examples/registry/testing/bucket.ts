import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";

export interface Bucket {
  readonly url: string;
  readonly objects: ReadonlyMap<string, Buffer>;
  close(): Promise<void>;
}

export const credentials = {
  region: "eu-central-1",
  accessKeyId: "AKIAEXAMPLE",
  secretAccessKey: "a secret of the bucket",
};

/**
 * As much of S3 as the registry needs, and as strict: every request has to be signed with the secret (AWS Signature Version
 * 4), a content has to be the one that was signed, with its length said before.
 */
export async function startBucket(): Promise<Bucket> {
  const objects = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    const content = Buffer.concat(await request.toArray());
    response.statusCode = answer(request, content, objects);
    response.end(response.statusCode === 200 && request.method === "GET" ? objects.get(request.url ?? "") : undefined);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("It listens on TCP.");
  return {
    url: `http://127.0.0.1:${address.port}/bundles`,
    objects,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function answer(request: IncomingMessage, content: Buffer, objects: Map<string, Buffer>): number {
  const { method, url: key = "", headers } = request;
  if (request.headers.authorization !== authorizationOf(request)) return 403;
  if (method === "GET") return objects.has(key) ? 200 : 404;
  if (method === "DELETE") return objects.delete(key) ? 204 : 404;
  if (headers["content-length"] === undefined) return 411;
  if (sha256(content) !== headers["x-amz-content-sha256"]) return 400;
  objects.set(key, content);
  return 200;
}

/** Signature Version 4 as Amazon describes it, made anew with the secret from what has arrived. */
function authorizationOf({ method, url, headers }: IncomingMessage): string {
  const at = String(headers["x-amz-date"]);
  const scope = `${at.slice(0, 8)}/${credentials.region}/s3/aws4_request`;
  const names = ["host", "x-amz-content-sha256", "x-amz-date"];
  const signed = names.map((name) => `${name}:${headers[name]}\n`).join("");
  const canonical = [method, url, "", signed, names.join(";"), headers["x-amz-content-sha256"]].join("\n");
  const text = ["AWS4-HMAC-SHA256", at, scope, sha256(canonical)].join("\n");
  const key = scope.split("/").reduce(hmac, Buffer.from(`AWS4${credentials.secretAccessKey}`));
  const who = `Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(";")}`;
  return `AWS4-HMAC-SHA256 ${who}, Signature=${hmac(key, text).toString("hex")}`;
}

const sha256 = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");
const hmac = (key: Buffer, text: string) => createHmac("sha256", key).update(text).digest();
