export { type NodeAuthOptions, nodeAuth, requireSession, sessionOf, visitOf } from "./node-auth.ts";
