import { actionNames } from "../action-names.ts";
import type { Declarations } from "../declare.ts";
import { host, httpUrl, listenPort, networks, origins, remotePort, secret } from "../formats.ts";

/** Who may reach the server, and where it finds the application's backend. */
export const networkSettings = {
  host: { variable: "HOST", format: host, fallback: "127.0.0.1", description: "Address of the public listener." },
  port: {
    variable: "PORT",
    format: listenPort,
    fallback: "3777",
    description: "Port of the public listener; 0 picks a free one.",
  },
  privateHost: {
    variable: "PRIVATE_HOST",
    format: host,
    fallback: "127.0.0.1",
    description: "Host on which the application's backend listens.",
  },
  privatePort: {
    variable: "PRIVATE_PORT",
    format: remotePort,
    fallback: "8079",
    description: "Port on which the application's backend listens: user server at `/invoke`, mail at `/email`.",
  },
  userServerUrl: {
    variable: "USER_SERVER_URL",
    format: httpUrl,
    shownFallback: "http://PRIVATE_HOST:PRIVATE_PORT/invoke",
    description: "Where the user server answers.",
  },
  userServerSecret: {
    variable: "USER_SERVER_SECRET",
    format: secret,
    isSecret: true,
    description: "Shared with the backend: signs every request to it, and its client contexts; at least 16 characters.",
  },
  corsAllowOrigin: {
    variable: "CORS_ALLOW_ORIGIN",
    format: origins,
    description: "Exact origins of the pages that may call from a browser, comma-separated.",
  },
  allowedActions: {
    variable: "ALLOWED_ACTIONS",
    format: actionNames,
    shownFallback: "all",
    description: "The only actions that are taken, comma-separated; `get_capabilities` lists them.",
  },
  blockedActions: {
    variable: "BLOCKED_ACTIONS",
    format: actionNames,
    shownFallback: "none",
    description: "Actions that are not taken, comma-separated.",
  },
  trustedProxies: {
    variable: "TRUSTED_PROXIES",
    format: networks,
    description: "Networks (CIDR) of the proxies whose `X-Forwarded-For` is believed, comma-separated.",
  },
  commandHost: {
    variable: "COMMAND_HOST",
    format: host,
    fallback: "127.0.0.1",
    description: "Address of the private listener for commands.",
  },
  commandPort: {
    variable: "COMMAND_PORT",
    format: listenPort,
    shownFallback: "off",
    description:
      "Port of the private listener: `POST /command` takes `reset`, `GET /metrics` has figures for Prometheus.",
  },
} as const satisfies Declarations;
