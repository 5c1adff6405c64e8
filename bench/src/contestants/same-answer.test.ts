import { expect, it } from "vitest";
import { tinyServer } from "../testing/tiny-server.ts";
import { sameAnswerOf } from "./same-answer.ts";

it("the ceiling gets the status, the headers and the body; what Node writes by itself is left to Node", async () => {
  const { port, close } = await tinyServer(async (request, response) => {
    const chunks: Buffer[] = await request.toArray();
    response.writeHead(201, { "Content-Type": "application/json", "Cache-Control": "no-store" });
    response.end(`[${Buffer.concat(chunks)}]`);
  });
  const answer = await sameAnswerOf(`http://127.0.0.1:${port}/`, '"asked"');
  await close();
  expect(answer).toEqual({
    status: 201,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: '["asked"]',
  });
});
