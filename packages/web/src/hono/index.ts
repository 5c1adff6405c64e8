export {
  type AuthVariables,
  type HonoAuthOptions,
  honoAuth,
  requireSession,
  type SessionVariables,
} from "./hono-auth.ts";
