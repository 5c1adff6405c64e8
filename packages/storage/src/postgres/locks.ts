/** Numbers of advisory locks, which are one space for all programs that use a database: "tiau", and what for. */
const ours = 0x74_69_61_75;

export const migrationLock = `${ours}, 1`;
export const sweepLock = `${ours}, 2`;
