import { expect, it, onTestFinished } from "vitest";
import { type Bucket, credentials, startBucket } from "./bucket.ts";
import { found } from "./founding.ts";
import { openStage, type Stage } from "./stage.ts";

async function openStageWithBucket(secretAccessKey = credentials.secretAccessKey): Promise<Stage & { bucket: Bucket }> {
  const bucket = await startBucket();
  const stage = await openStage({ s3: { ...credentials, secretAccessKey, bucketUrl: bucket.url } });
  onTestFinished(async () => {
    await stage.close();
    await bucket.close();
  });
  return { ...stage, bucket };
}

it("bundles are kept in a bucket, and nothing of them on the disk, until they are revoked", async () => {
  const stage = await openStageWithBucket();
  const ann = await found((await stage.people()).ann);
  const content = "a bundle in a bucket ".repeat(20_000);
  const bundle = { name: "cloud", version: "1.0.0", identity: ann.identity, content };
  const answers = await Promise.all([ann.ask.publish(bundle), ann.ask.publish(bundle)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
  expect([...stage.bucket.objects.values()].map(String)).toEqual([content]);
  expect([...stage.bucket.objects.keys()]).toEqual([expect.stringMatching(/^\/bundles\/[0-9a-f-]{36}$/)]);
  expect(stage.files()).toEqual([]);
  expect(await stage.ask.download("cloud", "1.0.0")).toMatchObject({ status: 200, content });

  expect((await ann.ask("DELETE", "/packages/cloud/versions/1.0.0")).status).toBe(204);
  expect(stage.bucket.objects.size).toBe(0);
  expect((await stage.ask.download("cloud", "1.0.0")).code).toBe("version_revoked");
});

it("a bucket that does not take a bundle is an accident, and its version can be published later", async () => {
  const stage = await openStageWithBucket("not the secret");
  const ann = await found((await stage.people()).ann);
  const bundle = { name: "cloud", version: "1.0.0", identity: ann.identity };
  expect(await ann.ask.publish(bundle)).toMatchObject({ status: 500, code: "internal_error" });
  expect((await ann.ask("GET", "/packages/cloud")).code).toBe("package_not_found");
  expect([stage.files(), stage.bucket.objects.size]).toEqual([[], 0]);
});
