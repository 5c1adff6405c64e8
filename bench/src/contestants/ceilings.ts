import type { RunningServer } from "../processes/start-server.ts";
import { ownScript } from "../processes/start-server.ts";
import type { Stage } from "../stage/stage.ts";
import { getSession } from "../visits/tiauth.ts";
import { sameAnswerOf, sameAnswerVariable } from "./same-answer.ts";
import { sessionsOfAll, startTiauth } from "./tiauth.ts";

/** Starts the ceiling: bare hono with an answer of Tiauth's. */
export const startCeiling = async (stage: Stage): Promise<RunningServer> =>
  stage.start({
    command: [ownScript("contestants/ceiling-server")],
    env: sameAnswerVariable(await answerOfTiauth(stage)),
    place: "server",
  });

/** Starts the ceiling that asks the user server for a user first. */
export const startAskingCeiling = async (stage: Stage): Promise<RunningServer> =>
  stage.start({
    command: [ownScript("contestants/asking-ceiling-server")],
    env: {
      ...sameAnswerVariable(await answerOfTiauth(stage)),
      USER_SERVER_URL: stage.userServerUrl,
      USER_ID: stage.people[0]?.userId ?? "",
    },
    place: "server",
  });

const answerOfTiauth = (stage: Stage) =>
  stage.once("answer", async () => {
    const { visitors } = await sessionsOfAll(stage);
    const server = await startTiauth(stage);
    const answer = await sameAnswerOf(`http://127.0.0.1:${server.port}/`, getSession(visitors[0] ?? {}).body ?? "");
    await server.stop();
    return answer;
  });
