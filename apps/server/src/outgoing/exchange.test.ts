import { buildConnector, Pool } from "undici";
import { expect, it, onTestFinished, vi } from "vitest";
import { startHttpServer } from "../../testing/http-server.ts";
import { exchange, GivenUp, type Outcome } from "./exchange.ts";

it("U1: a request that is given up while its connection is being opened is not sent", async () => {
  const { origin, requests } = await startHttpServer((response) => response.end("answer"));
  const connect = buildConnector({});
  let open = () => {};
  const pool = new Pool(origin, {
    connect: (target, callback) => {
      open = () => connect(target, callback);
    },
  });
  onTestFinished(() => pool.close());
  const outcomes: Outcome[] = [];
  const request = { method: "POST", path: "/", body: "{}" } as const;
  const wanted = { wants: "text", isSuccess: (status: number) => status === 200 } as const;
  const giveUp = exchange(pool, { request, ...wanted }, (outcome) => outcomes.push(outcome));
  giveUp();
  expect(outcomes).toEqual([]); // it ends when the connection is there
  open();
  await vi.waitFor(() => expect(outcomes).toEqual([expect.any(GivenUp)]));
  exchange(pool, { request: { ...request, path: "/next" }, ...wanted }, (outcome) => outcomes.push(outcome));
  open();
  await vi.waitFor(() => expect(outcomes).toEqual([expect.any(GivenUp), "answer"]));
  expect(requests.map(({ url }) => url)).toEqual(["/next"]);
});
