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

/**
 * Makes scenarios of flows that somebody gave up before the action.
 *
 * @param giveUp deletes the flow.
 */
export const givenUp =
  <F extends Flow>(giveUp: Act<F, AnyResult>) =>
  <O>(stage: Stage<F>, act: Act<F, O>) =>
  async (scene: Scene): Promise<O> => {
    const flow = await stage(scene);
    await succeeded(giveUp(scene, flow));
    return changingNobody(scene, flow.person.emailAddress, () => act(scene, flow));
  };

interface FlowInSession extends Flow {
  readonly person: { readonly emailAddress: string; readonly password: string };
  readonly tokens: { readonly sessionToken: string };
}

/** Makes scenarios of flows whose session was ended before the action. */
export const signedOut =
  <F extends FlowInSession, O>(stage: Stage<F>, act: Act<F, O>) =>
  async (scene: Scene): Promise<O> => {
    const flow = await stage(scene);
    await succeeded(scene.client.deleteSession(flow.tokens));
    return changingNobody(scene, flow.person.emailAddress, () => act(scene, flow));
  };

/**
 * Makes scenarios in which the same person acts from another session of theirs. The flow stays as it is.
 *
 * @param look gets the flow.
 */
export const inAnotherSession =
  <F extends FlowInSession>(look: Act<F, AnyResult>) =>
  <O>(stage: Stage<F>, act: Act<F, O>) =>
  async (scene: Scene): Promise<O> => {
    const flow = await stage(scene);
    const before = await succeeded(look(scene, flow));
    const { sessionToken } = await scene.signIn(flow.person);
    const elsewhere = { ...flow, tokens: { ...flow.tokens, sessionToken } };
    const outcome = await changingNobody(scene, flow.person.emailAddress, () => act(scene, elsewhere));
    expect(await look(scene, flow)).toEqual({ ...before, actionInvocationId: expect.any(String) });
    return outcome;
  };
