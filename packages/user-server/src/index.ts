export {
  type BackendEmail,
  backendEmail,
  err,
  ok,
  type SignedRequest,
  signatureHeader,
  type User,
  verifySignature,
} from "@tiauth/protocol";
export { Conflict } from "./conflict.ts";
export { createEndpoint, type EndpointOptions } from "./endpoint.ts";
export { handleEffects, handleEffectsSync } from "./handle-effects.ts";
export { handleRequest, handleRequestSync } from "./handle-request.ts";
export { createHandler, type HandlerOptions } from "./handler.ts";
export type { Awaitable, SyncUserHandlers, UserEffect, UserHandlers, UserReply } from "./handlers.ts";
export type { Accident, Answer, HandleOptions } from "./interpret.ts";
export { userStoreFrom } from "./user-store.ts";
