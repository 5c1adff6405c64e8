import { expect, test } from "vitest";
import { lowerCaseLetters, newId, upperCaseLetters } from "./letters.ts";

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const eightTimesEach = (alphabet: string) => [...alphabet].map((letter) => letter.repeat(8)).join("");

test("a letter is made of the top five bits of its byte: 32 letters, each from 8 of the 256 bytes", () => {
  expect(lowerCaseLetters(everyByte)).toBe(eightTimesEach("abcdefghijkmnpqrstuvwxyz23456789"));
  expect(upperCaseLetters(everyByte)).toBe(eightTimesEach("ABCDEFGHJKLMNPQRSTUVWXYZ23456789"));
});

test("there is one letter per byte", () => {
  expect(lowerCaseLetters(new Uint8Array(24))).toBe("a".repeat(24));
  expect(upperCaseLetters(Uint8Array.of(7, 8, 255, 248))).toBe("AB99");
});

test("an id has 24 letters, from the system's generator or from the bytes given", () => {
  expect(newId()).toMatch(/^[a-km-z2-9]{24}$/);
  expect(newId()).not.toBe(newId());
  expect(newId(new Uint8Array(24).fill(255))).toBe("9".repeat(24));
});
