import { useSyncExternalStore } from "react";

/** A string that outlives a reload. */
export interface StoredValue {
  get(): string | undefined;
  /** Undefined removes it. */
  set(value: string | undefined): void;
  /** Calls `onChange` whenever the value changes, in another tab too. Returns what ends that. */
  subscribe(onChange: () => void): () => void;
}

/** @param area where it is kept. Where the browser forbids that, the value lives as long as the page. */
export function storedValue(area: () => Pick<Storage, "getItem" | "setItem" | "removeItem">, key: string): StoredValue {
  const listeners = new Set<() => void>();
  let current = ifAllowed(() => area().getItem(key)) ?? undefined;
  const change = (value: string | undefined) => {
    current = value;
    for (const onChange of listeners) onChange();
  };
  const onStorage = (event: StorageEvent) => {
    if (event.key === key) change(event.newValue ?? undefined);
  };

  return {
    get: () => current,
    set(value) {
      ifAllowed(() => (value === undefined ? area().removeItem(key) : area().setItem(key, value)));
      change(value);
    },
    subscribe(onChange) {
      if (listeners.size === 0) addEventListener("storage", onStorage);
      listeners.add(onChange);
      return () => {
        listeners.delete(onChange);
        if (listeners.size === 0) removeEventListener("storage", onStorage);
      };
    },
  };
}

/** The value, for a component that follows its changes. */
export const useStoredValue = ({ subscribe, get }: StoredValue) => useSyncExternalStore(subscribe, get);

function ifAllowed<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch {
    return undefined; // storage is blocked or full
  }
}
