const lowerCase = "abcdefghijkmnpqrstuvwxyz23456789";
const upperCase = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

const spell = (alphabet: string, random: Uint8Array) => Array.from(random, (byte) => alphabet[byte >> 3]).join("");

/** One of 32 lower-case letters and digits per byte: its top five bits, so each is equally likely. */
export const lowerCaseLetters = (random: Uint8Array) => spell(lowerCase, random);

/** The same with 32 upper-case letters and digits, for what people read and type. */
export const upperCaseLetters = (random: Uint8Array) => spell(upperCase, random);

/** An id of 24 lower-case letters from 24 random bytes, by default from the system's generator. */
export const newId = (random: Uint8Array = crypto.getRandomValues(new Uint8Array(24))) => lowerCaseLetters(random);
