import { setImmediate } from "node:timers/promises";
import type { Around, PortCall } from "./tap.ts";

/** The call never arrives. */
export const lostRequest: Around = async () => {
  throw new Error("fault: the request was lost");
};

/** The call does what it does; only nobody hears of it. */
export const lostAnswer: Around = async (_, proceed) => {
  await proceed();
  throw new Error("fault: the answer was lost");
};

/** No answer, ever. */
export const hanging: Around = () => new Promise(() => {});

/** Every answer comes later, so that calls overtake each other. */
export const slowly: Around = async (_, proceed) => {
  await setImmediate();
  const answer = await proceed();
  await setImmediate();
  return answer;
};

/** What `answer` gives instead of the call. */
export const answering =
  (answer: unknown): Around =>
  async () =>
    answer;

/** `fault` for the calls that `picks` says, and nothing for all others. */
export const when =
  (picks: (call: PortCall) => boolean, fault: Around): Around =>
  (call, proceed) =>
    picks(call) ? fault(call, proceed) : proceed();

/** `fault` for every call of `method`. */
export const always = (method: string, fault: Around) => when((call) => call.method === method, fault);

/** `fault` for the next call of `method`. */
export function once(method: string, fault: Around): Around {
  let isOver = false;
  return (call, proceed) => {
    if (isOver || call.method !== method) return proceed();
    isOver = true;
    return fault(call, proceed);
  };
}

/** `fault` for the next call of `method`; from then on nothing arrives any more. */
export function breakingDownAt(method: string, fault: Around): Around {
  let isDown = false;
  return (call, proceed) => {
    if (isDown) return lostRequest(call, proceed);
    isDown = call.method === method;
    return isDown ? fault(call, proceed) : proceed();
  };
}

/** Everything works. */
export const mended: Around = (_, proceed) => proceed();
