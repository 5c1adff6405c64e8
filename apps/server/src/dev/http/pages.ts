import { fileURLToPath } from "node:url";
import type { AnyBody, HttpAnswer } from "../../http/answer.ts";
import { assetsIn, fileAnswer } from "./assets.ts";

/** The pages of `tiauth dev`, served as they are written. */
const folder = fileURLToPath(new URL("../../../pages", import.meta.url));

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

export const pageAssets = assetsIn(`${folder}/assets`);

/** One of the pages. */
export const page = (name: string) => async () => withPolicy(await fileAnswer(`${folder}/${name}`), policy);

/** What a browser shows, and what it may load and do. */
export const withPolicy = (answer: HttpAnswer<AnyBody>, contentSecurityPolicy: string): HttpAnswer<AnyBody> => ({
  ...answer,
  headers: {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": contentSecurityPolicy,
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    ...answer.headers,
  },
});
