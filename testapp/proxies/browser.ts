import { createCookieClient } from "@tiauth/client";
import type { ReverseProxy } from "./proxy.ts";
import { sendTls, type TlsRequest } from "./send-tls.ts";

/** The address that a person's browser has. */
export interface BrowserOptions {
  readonly from: string;
}

/** What a browser does at https://app.example.com: keeps cookies, and says where a request comes from. */
export function openBrowser(proxy: ReverseProxy, { from }: BrowserOptions) {
  /** Names and values. */
  const cookies = new Map<string, string>();
  /** Every `Set-Cookie` that came in. */
  const setCookies: string[] = [];

  const send = async (asked: Omit<TlsRequest, "host">) => {
    const Cookie = Array.from(cookies, (pair) => pair.join("=")).join("; ");
    const headers = { Cookie, ...asked.headers };
    const answer = await sendTls(proxy, { host: "app.example.com", from, ...asked, headers });
    for (const line of answer.headers["set-cookie"] ?? []) {
      setCookies.push(line);
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  const client = createCookieClient("/auth", {
    fetch: async (path, init) => {
      const headers = { ...Object.fromEntries(new Headers(init?.headers)), "Sec-Fetch-Site": "same-origin" };
      const { status, text } = await send({ path: String(path), method: "POST", headers, body: String(init?.body) });
      return new Response(text, { status });
    },
  });
  return { cookies, setCookies, send, client };
}
