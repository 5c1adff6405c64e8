const codesOf = (letters: string) => Array.from(letters, (letter) => letter.charCodeAt(0));
const lowerCase = codesOf("abcdefghijkmnpqrstuvwxyz23456789");
const upperCase = codesOf("ABCDEFGHJKLMNPQRSTUVWXYZ23456789");

/** In one go from codes: letters that are added to one another one by one make a string of many pieces. */
function spell(alphabet: readonly number[], random: Uint8Array): string {
  const codes: number[] = [];
  for (const byte of random) codes.push(alphabet[byte >> 3] ?? 0); // of five bits there are 32
  return String.fromCharCode(...codes);
}

/** One of 32 lower-case letters and digits per byte: its top five bits, so each is equally likely. */
export const lowerCaseLetters = (random: Uint8Array) => spell(lowerCase, random);

/** The same with 32 upper-case letters and digits, for what people read and type. */
export const upperCaseLetters = (random: Uint8Array) => spell(upperCase, random);

/** An id of 24 lower-case letters from 24 random bytes, by default from the system's generator. */
export const newId = (random: Uint8Array = crypto.getRandomValues(new Uint8Array(24))) => lowerCaseLetters(random);
