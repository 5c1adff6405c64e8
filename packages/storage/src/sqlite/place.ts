import { closeSync, openSync, readSync, realpathSync, statSync } from "node:fs";

/** What became of the files of an open database. */
export type PlaceState = "in place" | "moved" | "overwritten";

/** The files of an open database, watched for what others do to them behind SQLite's back. */
export interface Place {
  /** Takes about 20 µs. */
  look(): PlaceState;
  /** To be called after the database was closed: see `watchPlace`. */
  close(): void;
}

/**
 * SQLite does not notice that its file was deleted or replaced: it goes on with the one that has no name any more, and
 * what it answered is gone with the process. Nor does it notice that a file was overwritten while what it needs of it is
 * in its cache. So this compares what lies at the path with what was opened, and looks at the header: it is always a
 * database's, and its change counter never runs backwards.
 *
 * Must be called after the database was opened, and keeps a descriptor of its own, which stays open until `close`:
 * closing any descriptor of a file ends the locks that this process holds on it, SQLite's included.
 *
 * @throws whatever opening the file throws.
 */
export function watchPlace(path: string): Place {
  const target = realpathSync(path);
  const files = [path, `${target}-wal`, `${target}-shm`].map((file) => ({ file, identity: identityOf(file) }));
  const descriptor = openSync(path, "r");
  const header = Buffer.alloc(28);
  let highestCount = 0;

  function isDatabase() {
    if (readSync(descriptor, header, 0, header.length, 0) < header.length) return false;
    const count = header.readUInt32BE(24);
    if (header.toString("latin1", 0, magic.length) !== magic || count < highestCount) return false;
    highestCount = count;
    return true;
  }
  isDatabase(); // from where its counter goes on
  return {
    look() {
      if (files.some(({ file, identity }) => identityOf(file) !== identity)) return "moved";
      return isDatabase() ? "in place" : "overwritten";
    },
    close: () => closeSync(descriptor),
  };
}

/** https://sqlite.org/fileformat.html §1.3: the first 16 bytes. The change counter is a big-endian number at offset 24. */
const magic = "SQLite format 3\0";

function identityOf(file: string): string | undefined {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev} ${found.ino}`;
}
