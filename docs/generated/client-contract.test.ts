import { actions } from "@tiauth/protocol";
import { expect, test } from "vitest";
import { clientContract } from "./client-contract.ts";
import { describe } from "./contract.ts";
import { format, inRepository } from "./format.ts";

const path = "packages/client/src/generated/contract.ts";

test("the client's copy of the contract is up to date", async () => {
  await expect(format(path, clientContract(describe(actions)))).toMatchFileSnapshot(inRepository(path));
});
