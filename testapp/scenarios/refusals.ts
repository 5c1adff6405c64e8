import type { AnyResult } from "@tiauth/protocol";
import { expect } from "vitest";
import { succeeded } from "../harness/index.ts";
import { changingNobody } from "./effects.ts";
import type { Scene } from "./scene.ts";

/** Brings somebody's flow as far as it is to be. */
type Stage<F> = (scene: Scene) => Promise<F>;
/** Calls an action on the flow. */
type Act<F, O> = (scene: Scene, flow: F) => Promise<O>;

interface Flow {
  readonly person: { readonly emailAddress: string };
}
interface FlowInSession extends Flow {
  readonly person: { readonly emailAddress: string; readonly password: string };
  readonly tokens: { readonly sessionToken: string };
}
interface Actions<F> {
  readonly get: Act<F, AnyResult>;
  readonly giveUp: Act<F, AnyResult>;
}

/** Makes scenarios in which an action on a flow is refused, and no user is created or changed. */
export const refusalsOf = <F extends Flow>({ get, giveUp }: Actions<F>) => ({
  /** The flow stays as it was. */
  refused:
    <O>(stage: Stage<F>, act: Act<F, O>) =>
    async (scene: Scene): Promise<O> => {
      const flow = await stage(scene);
      const before = await succeeded(get(scene, flow));
      const outcome = await changingNobody(scene, flow.person.emailAddress, () => act(scene, flow));
      expect(await get(scene, flow)).toEqual({ ...before, actionInvocationId: expect.any(String) });
      return outcome;
    },

  /** The flow was given up before. */
  givenUp:
    <O>(stage: Stage<F>, act: Act<F, O>) =>
    async (scene: Scene): Promise<O> => {
      const flow = await stage(scene);
      await succeeded(giveUp(scene, flow));
      return changingNobody(scene, flow.person.emailAddress, () => act(scene, flow));
    },
});

/** The same for flows that were started in a session. */
export const refusalsInSession = <F extends FlowInSession>(actions: Actions<F>) => {
  const { refused, givenUp } = refusalsOf(actions);
  return {
    refused,
    givenUp,

    /** The session was ended before. */
    signedOut:
      <O>(stage: Stage<F>, act: Act<F, O>) =>
      async (scene: Scene): Promise<O> => {
        const flow = await stage(scene);
        await succeeded(scene.client.deleteSession({ sessionToken: flow.tokens.sessionToken }));
        return changingNobody(scene, flow.person.emailAddress, () => act(scene, flow));
      },

    /** The same person acts from another session of theirs, and the flow stays as it was. */
    elsewhere: <O>(stage: Stage<F>, act: Act<F, O>) =>
      refused(stage, async (scene, flow) => {
        const { sessionToken } = await scene.signIn(flow.person);
        return act(scene, { ...flow, tokens: { ...flow.tokens, sessionToken } });
      }),
  };
};
