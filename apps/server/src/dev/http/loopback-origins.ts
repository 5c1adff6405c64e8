import { allowOriginsThat, type CrossOrigin } from "../../http/cross-origin.ts";
import { isLoopback } from "../../settings/loopback.ts";

/**
 * Lets the pages of other servers on this machine invoke actions, so that a front end under development needs no
 * setting; nothing but actions.
 *
 * @param allowed exact origins beside those.
 */
export function allowLoopbackOrigins(allowed: readonly string[]): CrossOrigin {
  const crossOrigin = allowOriginsThat((origin) => allowed.includes(origin) || isLoopbackOrigin(origin));
  return (request) => (request.url?.split("?")[0] === "/" ? crossOrigin(request) : []);
}

const isLoopbackOrigin = (origin: string) => URL.canParse(origin) && isLoopback(new URL(origin).hostname);
