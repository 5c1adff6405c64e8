import { describe } from "vitest";
import { startWorld, userServerKinds } from "./harness/index.ts";
import { describeJourneys } from "./journeys.ts";

describe.each(userServerKinds)("with the %s user server, a person", (userServer) => {
  describeJourneys(() => startWorld({ userServer, secret: "secret of the journeys" }));
});
