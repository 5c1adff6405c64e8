import { useEffect, useSyncExternalStore } from "react";

const guestRoutes = ["#/sign-in", "#/sign-up", "#/password-reset"] as const;
const accountRoutes = [
  "#/account",
  "#/account/email-address",
  "#/account/password",
  "#/account/devices",
  "#/account/deletion",
] as const;

export type GuestRoute = (typeof guestRoutes)[number];
export type AccountRoute = (typeof accountRoutes)[number];
export type Route = GuestRoute | AccountRoute;

/** Who may see a route: those who are signed in, or those who are not. */
export type Audience = "guest" | "user";
const home = { guest: "#/sign-in", user: "#/account" } as const;

/** Opens a page. The notice is shown above it until the next one is opened. */
export function goTo(route: Route, notice?: string): void {
  history.pushState({ notice }, "", route);
  announce();
}

/** Shows a notice above the page that is open. */
export function setNotice(notice: string | undefined): void {
  history.replaceState({ notice }, "");
  announce();
}

/** What the page that is open has to tell. */
export const useNotice = () => useSyncExternalStore(subscribe, readNotice);

/** The route in the address bar; the audience's home if it is none of theirs. */
export function useRoute<A extends Audience>(audience: A): A extends "guest" ? GuestRoute : AccountRoute;
export function useRoute(audience: Audience): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  const routes: readonly Route[] = audience === "guest" ? guestRoutes : accountRoutes;
  const route = routes.find((each) => each === hash) ?? home[audience];
  useEffect(() => {
    if (location.hash !== route) history.replaceState(history.state, "", route);
  }, [route]);
  return route;
}

function subscribe(onChange: () => void): () => void {
  addEventListener("popstate", onChange); // also comes when a link to another hash is followed
  return () => removeEventListener("popstate", onChange);
}

/** The browser is silent about entries that a script makes. */
const announce = () => dispatchEvent(new PopStateEvent("popstate"));

function readNotice(): string | undefined {
  const state: { readonly notice?: string } | null = history.state;
  return state?.notice;
}
