import { bodyOf } from "../wire/request.ts";

/** Bytes that somebody sends, and what they are answered with: statuses in order; none if the connection is just closed. */
export type Malformed = readonly [title: string, bytes: string | Uint8Array, answers: readonly number[]];

/** Must never be answered where it stands within something else. */
const smuggled = "GET /alive HTTP/1.1\r\nHost: x\r\n\r\n";
const body = bodyOf("get_session", { session_token: "" });
const head = (...headers: readonly string[]) => ["POST / HTTP/1.1", "Host: x", ...headers, "", ""].join("\r\n");
const chunkedHead = head("Transfer-Encoding: chunked");
const get = (target: string, version = "HTTP/1.1") => `GET ${target} ${version}\r\nHost: x\r\n\r\n`;

const requestLines: readonly Malformed[] = [
  ["nothing", "", []],
  ["nothing but line ends", "\r\n\r\n\r\n", []],
  ["NUL bytes", "\0".repeat(100), [400]],
  ["all bytes there are", Uint8Array.from({ length: 256 }, (_, index) => index), [400]],
  ["a request line without a version", "GET /alive\r\n\r\n", [400]],
  ["HTTP/0.9", "GET /alive HTTP/0.9\r\n\r\n", [400]],
  ["HTTP/3.0", get("/alive", "HTTP/3.0"), [400]],
  ["HTTP/1.1 in lower case", get("/alive", "http/1.1"), [400]],
  ["a method in lower case", "get /alive HTTP/1.1\r\nHost: x\r\n\r\n", [400]],
  ["a NUL byte in the target", get("/al\0ive"), [400]],
  ["a blank in the target", get("/al ive"), [400]],
  ["a target of 20 kB", get(`/${"a".repeat(20_000)}`), [431]],
  ["an absolute target", get("http://elsewhere.example/alive"), [200]],
  ["an absolute target with another scheme", get("ftp://elsewhere.example/alive"), [400]],
  ["an absolute target that is none", get("http://"), [400]],
  ["a target in two", get("/alive?x#y"), [200]],
  ["an asterisk", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", [400]],
  ["a tunnel", "CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n", []],
  ["a response", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", [400]],
  ["HTTP/2 with its settings", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0", [400]],
  ["a whole TLS hello", tlsHello(), [400]],
  ["SSH", "SSH-2.0-OpenSSH_9.2\r\n", [400]],
  ["SMTP", "EHLO example.com\r\n", [400]],
];

const headers: readonly Malformed[] = [
  ["a header of 100 kB", head(`X: ${"x".repeat(100_000)}`), [431]],
  ["10,000 headers", head(...Array.from({ length: 10_000 }, (_, index) => `X${index}: x`)), [431]],
  ["a header without a name", head(": x"), [400]],
  ["a header with a blank before its colon", head("Content-Length : 2"), [400]],
  ["a header with a NUL byte", head("X: \0"), [400]],
  ["a header with a lone CR", head("X: a\rb"), [400]],
  ["a header that goes on in the next line", head("X: a", " b", `Content-Length: ${body.length}`) + body, [400]],
  ["two hosts", "GET /alive HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", [200]],
  ["a host that is none", "GET /alive HTTP/1.1\r\nHost: a b\r\n\r\n", [400]],
];

/** Where one body ends is no matter of opinion: what could be read in two ways is not read at all. */
const lengths: readonly Malformed[] = [
  ["a negative length", head("Content-Length: -1") + smuggled, [400]],
  ["a length with a sign", head("Content-Length: +2") + smuggled, [400]],
  ["a length in hex", head("Content-Length: 0x2") + smuggled, [400]],
  ["a length with a blank", head("Content-Length: 2 2") + smuggled, [400]],
  ["a list of lengths", head("Content-Length: 2, 2") + smuggled, [400]],
  ["a length that no number holds", head(`Content-Length: ${"9".repeat(30)}`) + smuggled, [400]],
  ["two lengths that are the same", head("Content-Length: 2", "Content-Length: 2") + smuggled, [400]],
  ["length, then chunks", `${head("Content-Length: 4", "Transfer-Encoding: chunked")}0\r\n\r\n${smuggled}`, [400]],
  ["chunks, then length", `${head("Transfer-Encoding: chunked", "Content-Length: 4")}0\r\n\r\n${smuggled}`, [400]],
  ["chunks in two headers", head("Transfer-Encoding: chunked", "Transfer-Encoding: identity") + smuggled, [400]],
  ["an unknown encoding", head("Transfer-Encoding: xchunked") + smuggled, [400]],
  ["chunks that are not the last encoding", head("Transfer-Encoding: chunked, gzip") + smuggled, [400]],
  ["chunks with a tab before the colon", head("Transfer-Encoding\t: chunked") + smuggled, [400]],
  ["chunks in HTTP/1.0", `${chunkedHead.replace("1.1", "1.0")}0\r\n\r\n${smuggled}`, [400]],
  ["a chunk of a size that no number holds", `${chunkedHead}${"F".repeat(20)}\r\n${smuggled}`, [400]],
  ["a chunk of negative size", `${chunkedHead}-1\r\n${smuggled}`, [400]],
  ["a chunk that is longer than it says", `${chunkedHead}1\r\n${smuggled}`, [400]],
  ["a chunk whose size ends with LF", `${chunkedHead}2\n{}\n0\n\n${smuggled}`, [400]],
  ["a chunk with an endless extension", `${chunkedHead}2;${"x".repeat(50_000)}`, [400]],
  ["a trailer without a colon", `${chunkedHead}0\r\ntrailer\r\n\r\n${smuggled}`, [400]],
  ["endless trailers", `${chunkedHead}0\r\n${"X: x\r\n".repeat(20_000)}`, [431]],
  ["half a body", `${head("Content-Length: 100")}{`, [400]],
];

export const malformed: readonly Malformed[] = [...requestLines, ...headers, ...lengths];

const last = "GET /alive HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

/** Odd, but requests: each is answered, and so is the last, which closes the connection. */
export const odd: readonly Malformed[] = [
  ["line ends before it", `\r\n\r\n${last}`, [200]],
  [
    "a body that nobody asked for",
    `${get("/alive").replace("x\r\n", "x\r\nContent-Length: 5\r\n")}hello${last}`,
    [200, 200],
  ],
  ["chunks of one byte", `${chunkedHead}${[...body].map((c) => `1\r\n${c}\r\n`).join("")}0\r\n\r\n${last}`, [200, 200]],
  ["chunks with trailers", `${chunkedHead}1\r\n{\r\n0\r\nX-Trailer: x\r\n\r\n${last}`, [400, 200]],
  ["99 requests at once", get("/alive").repeat(99) + last, Array.from({ length: 100 }, () => 200)],
  ["a request behind one that is refused", `${head("Content-Length: 1")}{${last}`, [400, 200]],
];

/** The first thing that a browser says to a port that it takes for HTTPS (RFC 8446 §4.1.2). */
function tlsHello(): Uint8Array {
  const hello = [3, 3, ...Array.from({ length: 32 }, () => 7), 0, 0, 2, 0x13, 1, 1, 0];
  const handshake = [1, 0, 0, hello.length, ...hello];
  return Uint8Array.of(0x16, 3, 1, 0, handshake.length, ...handshake);
}
