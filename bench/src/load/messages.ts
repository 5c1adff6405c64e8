/** One HTTP/1.1 message, request or response. Its characters are its bytes (latin1). */
export interface Message {
  /** First line and headers, without the empty line. */
  readonly head: string;
  readonly body: string;
}

const lengthPattern = /\r\ncontent-length: *(\d+)/i;

/**
 * Cuts what arrives on a connection into messages, as many and as early as there are. Most often a message arrives in one
 * piece and nothing has to be kept. Knows of bodies only what a benchmark on loopback meets: those with a `Content-Length`.
 *
 * @throws {Error} from the returned function for a body that is sent in chunks.
 */
export function messageReader(onMessage: (message: Message) => void): (bytes: Buffer) => void {
  let rest = "";
  return (bytes) => {
    rest = rest === "" ? bytes.toString("latin1") : rest + bytes.toString("latin1");
    while (rest !== "") {
      const headEnd = rest.indexOf("\r\n\r\n");
      if (headEnd < 0) return;
      const head = rest.slice(0, headEnd);
      const end = headEnd + 4 + bodyLength(head);
      if (rest.length < end) return;
      const body = rest.slice(headEnd + 4, end);
      rest = rest.length === end ? "" : rest.slice(end);
      onMessage({ head, body });
    }
  };
}

function bodyLength(head: string): number {
  const length = lengthPattern.exec(head)?.[1];
  if (length === undefined && /\r\ntransfer-encoding:/i.test(head)) throw new Error(`A body in chunks: ${head}`);
  return Number(length ?? 0);
}
