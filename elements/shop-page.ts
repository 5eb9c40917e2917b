import type { ShopView } from "../core/impact/shop-view.ts";

/** Longer than this no page waits for what its elements show. */
const TIMEOUT_MS = 4_000;

/** One element of the page, as the page's one request sees it. */
export interface Member {
  readonly element: HTMLElement;
  /** Shows an answer under a pick; undefined: there is none, and nothing is shown. */
  readonly show: (view: ShopView | undefined, pick: string) => void;
}

const members = new Set<Member>();
let view: ShopView | undefined;
let pick = "";
let asked: string | undefined;
let isWaiting = false;

export function join(member: Member): void {
  members.add(member);
  ask();
}

export function leave(member: Member): void {
  members.delete(member);
}

/** The picked cause's short name; empty: none. */
export function picked(): string {
  return pick;
}

/** Shows the page under another pick: nothing is asked for, as the answer knows every pick. */
export function choose(cause: string): void {
  pick = cause;
  showAll();
}

/**
 * Asks for what the elements show, once for all of them: they are one page, with one cart. It is asked again only when an
 * element comes to say something else.
 */
export function ask(): void {
  if (isWaiting) return;
  isWaiting = true;
  queueMicrotask(async () => {
    isWaiting = false;
    const address = addressOf();
    if (address === undefined || address === asked) return showAll();
    asked = address;
    const answer = await answerOf(address);
    if (asked !== address) return;
    if (answer === undefined) asked = undefined;
    view = answer ?? withoutCart(view);
    showAll();
  });
}

/** What an older answer still says when the newer one failed: nothing of a cart that changed. */
function withoutCart(before: ShopView | undefined): ShopView | undefined {
  if (before === undefined) return undefined;
  const { gives: _, ...rest } = before;
  return rest;
}

function showAll(): void {
  for (const { show } of members) show(view, pick);
}

async function answerOf(address: string): Promise<ShopView | undefined> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer", signal });
    const answer = await response.json();
    if (response.ok) return answer;
    console.warn(`wellspring: ${answer.detail}`);
  } catch {
    // A page without these elements is whole: whoever runs the site hears of it there.
  }
  return undefined;
}

/** What the query of the request is called, by the attribute that says it. */
const QUERY = {
  currency: "currency",
  amount: "amount",
  lines: "lines",
  store: "store",
  "round-up": "roundUp",
  estimated: "estimated",
  place: "place",
} as const;

/** The attributes by which an element says what is asked for. */
export const ASKED = ["shop", "site", "lang", ...Object.keys(QUERY)];

/** Where the pages and the API are: where this module is from, unless a page says otherwise because it serves a copy. */
export function siteOf(): string {
  return attribute("site") ?? import.meta.url;
}

function addressOf(): string | undefined {
  const shop = attribute("shop");
  if (shop === undefined) return undefined;
  const address = new URL(`/api/shop/${shop}`, siteOf());
  address.searchParams.set("lang", language());
  for (const [name, parameter] of Object.entries(QUERY)) {
    const value = attribute(name);
    if (value !== undefined) address.searchParams.set(parameter, value);
  }
  return address.href;
}

/** The first element that says it says it for all. */
function attribute(name: string): string | undefined {
  for (const { element } of members) {
    const value = element.getAttribute(name);
    if (value !== null) return value;
  }
  return undefined;
}

/** The language of the text around the elements, without its region: a cache need not know each. */
function language(): string {
  const [first] = members;
  const near = first?.element.closest<HTMLElement>("[lang]")?.lang;
  const [language = ""] = (near || navigator.language).split("-");
  return language.toLowerCase();
}
