/** Whether a host name or address can be reached from this machine only. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || /^127\.\d+\.\d+\.\d+$/.test(host) || host === "::1" || host === "[::1]";
