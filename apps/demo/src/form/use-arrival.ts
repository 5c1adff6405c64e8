import { type RefObject, useEffect } from "react";

/** Moves the focus to what has just appeared: its first field that is empty, else its heading. */
export function useArrival(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const fields = element.current?.querySelectorAll<HTMLInputElement>("input:not([hidden])") ?? [];
    const target = [...fields].find(({ value }) => value === "") ?? fields[0] ?? element.current?.querySelector("h1");
    target?.focus();
  }, [element]);
}
