/** A wire name as it is written in TypeScript: `email_address` → `emailAddress`. */
export const toCamel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** The way back: `emailAddress` → `email_address`. */
export const toSnake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
