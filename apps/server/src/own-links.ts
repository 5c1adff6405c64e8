import type { Mail } from "@tiauth/server";

/** Completes the links to this server that were made before it was known which port it listens on: those to port 0. */
export interface OwnLinks {
  readonly complete: (mail: Mail) => Mail;
  /** Told the port as soon as there is one. */
  readonly listensOn: (port: number) => void;
}

export function createOwnLinks(): OwnLinks {
  let ownPort = 0;
  return {
    complete: (mail) => ("link" in mail ? { ...mail, link: withPort(mail.link, ownPort) } : mail),
    listensOn(port) {
      ownPort = port;
    },
  };
}

function withPort(link: string, port: number): string {
  const url = new URL(link);
  if (url.port === "0") url.port = String(port);
  return url.href;
}
