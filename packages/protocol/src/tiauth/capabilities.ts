import * as z from "zod/mini";
import { action } from "../action.ts";
import { list } from "../wire.ts";

/** The version of the protocol that this contract declares. It goes up when something that was there changes. */
export const protocolVersion = 1;

export const capabilityActions = {
  get_capabilities: action({
    summary: "Get what this endpoint can do.",
    arguments: {},
    values: {
      protocol_version: z.int32().check(z.describe("Goes up when something that was there changes.")),
      actions: list(z.string(), { description: "The names of the actions that this endpoint accepts." }),
    },
  }),
};
