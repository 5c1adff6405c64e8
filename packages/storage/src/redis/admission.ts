import { confirming } from "./confirmation.ts";
import { type Connection, connect } from "./connection.ts";
import { inspect } from "./inspection.ts";
import { type Address, addressText, type Place } from "./place.ts";

export interface AdmissionOptions {
  readonly place: Place;
  readonly onWarning: (message: string) => void;
}

/** Who may keep the records. */
export interface Admission {
  /**
   * Connects to a master that has been looked at.
   *
   * @throws {StorageError} if records should not be kept there, as long as the storage is being opened.
   * @throws {ConnectionLost} or {ErrorReply} as `connect`.
   */
  admit(address: Address): Promise<Connection>;
  /** From now on a master that would have been refused is a warning: to a fail-over it may be the only one left. */
  relax(): void;
}

export function createAdmission({ place, onWarning }: AdmissionOptions): Admission {
  let isRelaxed = false;
  const warned = new Set<string>();
  const warn = (message: string) => {
    if (warned.has(message)) return;
    warned.add(message);
    onWarning(message);
  };

  async function look(connection: Connection, name: string) {
    const { refusal, warnings } = await inspect(connection, name);
    if (refusal && !isRelaxed) throw refusal;
    for (const message of refusal ? [refusal.message, ...warnings] : warnings) warn(message);
  }
  return {
    async admit(address) {
      const name = addressText(address);
      const connection = await connect(address, place);
      try {
        await look(connection, name);
      } catch (error) {
        connection.end();
        throw error;
      }
      return place.replicas > 0 ? confirming(connection, { name, replicas: place.replicas }) : connection;
    },
    relax: () => {
      isRelaxed = true;
    },
  };
}
