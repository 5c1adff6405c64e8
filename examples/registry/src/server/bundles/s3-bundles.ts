import { createReadStream } from "node:fs";
import { AwsClient } from "aws4fetch";
import type { BundleStore } from "./bundle-store.ts";

export interface S3Settings {
  /** Of the bucket: `https://s3.eu-central-1.amazonaws.com/my-bucket` for instance. */
  readonly bucketUrl: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Bundles as objects of a bucket, in anything that speaks S3. */
export function openS3Bundles({ bucketUrl, ...credentials }: S3Settings): BundleStore {
  const client = new AwsClient({ ...credentials, service: "s3", retries: 0 });
  const urlOf = (key: string) => `${bucketUrl}/${key}`;
  return {
    put: async (key, { path, sizeBytes, sha256 }) => {
      const headers = { "Content-Length": String(sizeBytes), "X-Amz-Content-Sha256": sha256 };
      const signed = await client.sign(urlOf(key), { method: "PUT", headers });
      // A body that is read from the disk while it is sent: Node's fetch takes it, the types do not know.
      const body = { body: createReadStream(path), duplex: "half" } as unknown as RequestInit;
      await check(await fetch(signed.url, { method: "PUT", headers: signed.headers, ...body }));
    },
    get: async (key) => {
      const response = await client.fetch(urlOf(key));
      if (response.status === 404) return undefined;
      await check(response);
      // The same streams, by their names in the browser and in Node.
      return (response.body ?? new ReadableStream()) as Awaited<ReturnType<BundleStore["get"]>>;
    },
    remove: async (key) => {
      const response = await client.fetch(urlOf(key), { method: "DELETE" });
      if (response.status !== 404) await check(response);
    },
  };
}

async function check(response: Response): Promise<void> {
  if (response.ok) return;
  throw new Error(`${response.url} answered ${response.status}: ${(await response.text()).slice(0, 500)}`);
}
