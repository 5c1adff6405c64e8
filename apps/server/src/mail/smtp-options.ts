import type { SMTPPoolOptions } from "nodemailer";
import type { Mailbox } from "./mailbox.ts";
import type { Rendering } from "./rendering.ts";

export interface SmtpOptions {
  readonly host: string;
  /** 465 is TLS from the start, any other begins in the clear and is upgraded with STARTTLS. */
  readonly port: number;
  /** Signs in only if there is a username. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly from: Mailbox;
  readonly rendering: Rendering;
  /**
   * If true, nothing is sent, not even the password, before there is TLS with a certificate that is valid for `host`.
   * If false, TLS is used where the server offers it, whoever it may be, and everything goes in the clear where not:
   * for servers on the same machine, and for trying things out.
   */
  readonly isTlsRequired: boolean;
  /** If true, a connection stays open for the next mail until it was idle for `socketSeconds`; if false, one each. */
  readonly isKeptAlive: boolean;
  /** PEM; trusted instead of the system's authorities. */
  readonly certificateAuthority?: string | undefined;
  /** For connecting, from the name look-up to the end of TLS; 5 by default. */
  readonly connectSeconds?: number;
  /** 5 by default. */
  readonly greetingSeconds?: number;
  /** How long the server may be silent; 10 by default. */
  readonly socketSeconds?: number;
  /** For one mail in all, its retries and the wait for a connection too; 15 by default. */
  readonly deadlineSeconds?: number;
  /** How long to wait before each further try after a temporary refusal (4xx); 0.5, 1, 2 and 4 by default. */
  readonly retryDelaysSeconds?: readonly number[];
}

/** The same in nodemailer's terms, all but the deadline and the retries. */
export function poolOptions(options: SmtpOptions): SMTPPoolOptions & { readonly pool: true } {
  const { host, port, username, password, isTlsRequired, certificateAuthority } = options;
  const socketMilliseconds = (options.socketSeconds ?? 10) * 1000;
  return {
    pool: true,
    host,
    port,
    ...(username ? { auth: { user: username, pass: password ?? "" } } : {}),
    secure: port === 465,
    requireTLS: isTlsRequired,
    opportunisticTLS: !isTlsRequired,
    tls: { rejectUnauthorized: isTlsRequired, ...(certificateAuthority ? { ca: certificateAuthority } : {}) },
    maxConnections: 4,
    maxMessages: options.isKeptAlive ? 100 : 1,
    connectionTimeout: (options.connectSeconds ?? 5) * 1000,
    dnsTimeout: (options.connectSeconds ?? 5) * 1000,
    greetingTimeout: (options.greetingSeconds ?? 5) * 1000,
    socketTimeout: socketMilliseconds,
    // A little earlier, so that an idle connection ends with a QUIT and not as a timeout.
    idleTimeout: socketMilliseconds * 0.9,
    // A server that never closes its side must not keep this process from ending.
    socketCloseTimeout: 500,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
