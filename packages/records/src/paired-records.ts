import { bytes, err, ok, type Result, upperCaseLetters } from "@tiauth/protocol";
import * as z from "zod/mini";
import { type Decision, type Kind, type Opened, type RecordPorts, type Row, records } from "./records.ts";
import { isEqual, keyedHash, seal, unseal } from "./secrets.ts";

const codeLetters = 8;
const maxWrongTries = 10;

/** What the row keeps of its code: an HMAC keyed with the secret of its token. */
const codeFields = z.object({ codeHash: bytes, codeWrongTries: z.int() });
type Code = z.output<typeof codeFields>;

/** The other half: the code sealed with the secret of the other token. */
const otherFields = z.object({ rowId: z.string(), sealedCode: bytes });

export interface PairedKind<F, E extends string, O extends string> extends Kind<F, E> {
  /** Of both halves. */
  readonly expiresAt: (row: { readonly createdAt: Date }) => Date;
  /** As `prefix`, of the other half. */
  readonly otherPrefix: string;
  /** The refusal of an other token that opens nothing. */
  readonly invalidOtherToken: O;
}

/**
 * Rows with two tokens and a code of 8 letters that binds their holders to each other: one token compares the code, the
 * other tells it. Neither can do what the other does, and the storage can do neither.
 */
export function pairedRecords<F extends object, const E extends string, const O extends string>(
  ports: RecordPorts,
  kind: PairedKind<F, E, O>,
) {
  const { otherPrefix: prefix, invalidOtherToken: invalidToken } = kind;
  const rows = records<F & Code, E>(ports, { ...kind, fields: z.intersection(kind.fields, codeFields) });
  const others = records<z.output<typeof otherFields>, O>(ports, {
    prefix,
    invalidToken,
    fields: otherFields,
    expiresAt: kind.expiresAt,
  });

  return {
    ...rows,

    async createPair(fields: F): Promise<Opened<F & Code> & { readonly token: string; readonly otherToken: string }> {
      const code = upperCaseLetters(ports.randomBytes(codeLetters));
      const kept = (secret: string): Code => ({ codeHash: keyedHash(secret, code), codeWrongTries: 0 });
      const created = await rows.create((secret) => ({ ...fields, ...kept(secret) }));
      const rowId = created.row.id;
      const other = await others.create((secret) => ({ rowId, sealedCode: seal(secret, code) }));
      return { ...created, otherToken: other.token };
    },

    /** The row and its code. Refuses also once the row is gone. */
    async openOther(token: string): Promise<Result<{ readonly row: Row<F & Code>; readonly code: string }, O>> {
      const other = await others.open(token);
      if (!other.ok) return other;
      const { rowId, sealedCode } = other.row.fields;
      const row = await rows.find(rowId);
      return row ? ok({ row, code: unseal(other.secret, sealedCode) }) : err(invalidToken);
    },

    /** Whether it is the code. A wrong one is counted; after ten none is right any more. */
    async isCode({ row, secret }: Opened<F & Code>, code: string): Promise<boolean> {
      const judged = await rows.decide(
        row,
        ({ codeHash, codeWrongTries }): Decision<F & Code, Result<object, "wrong">> => {
          const isRight = codeWrongTries < maxWrongTries && isEqual(codeHash, keyedHash(secret, code));
          return isRight ? { result: ok() } : { patch: wrongAgain(codeWrongTries), result: err("wrong") };
        },
      );
      return judged.ok;
    },
  };
}

// One field of them.
const wrongAgain = <F>(tries: number) => ({ codeWrongTries: tries + 1 }) as Partial<F & Code>;
