export const slotCount = 16_384;

/**
 * Which of the slots of a cluster a key belongs to: what is between its first `{` and the next `}`, if anything is,
 * decides (https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec, "Hash tags").
 */
export function slotOf(key: string): number {
  const open = key.indexOf("{");
  const close = key.indexOf("}", open + 1);
  const isTagged = open >= 0 && close > open + 1;
  return crc16(Buffer.from(isTagged ? key.slice(open + 1, close) : key)) % slotCount;
}

/** CRC-16/XMODEM: polynomial 0x1021, begins with 0. */
function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) & 0xffff) ^ (table[((crc >> 8) ^ byte) & 0xff] ?? 0);
  return crc;
}

const table = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc & 0xffff;
});
