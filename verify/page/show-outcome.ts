import type { CheckedGift, Step } from "../wellspring-verify.mjs";

/** What the page checks: the steps of the program, and the log as it is served now. */
export type PageStep = Step | "today";

/** How far a proof was found true. `wrong`: the step at which it is not, and what the program says of it. */
export interface Outcome {
  readonly gift?: CheckedGift;
  readonly wrong?: { readonly step: PageStep; readonly words: string };
  readonly unchecked: readonly PageStep[];
}

/**
 * What the page says of itself: the key that has to have signed, and where the log is served. `digits`: of currencies whose
 * smallest unit is no hundredth. `causes`: their names by their short ones. Words have names in braces for what is put in.
 */
export interface PageSettings {
  readonly key: string;
  readonly log: string;
  readonly language: string;
  readonly digits: Readonly<Record<string, number>>;
  readonly causes: Readonly<Record<string, string>>;
  readonly words: PageWords;
}

/** In the page's language. */
export interface PageWords {
  readonly checking: string;
  readonly notThere: string;
  readonly outcome: Readonly<Record<"right" | "partly" | "wrong", string>>;
  readonly marks: Readonly<Record<"right" | "wrong" | "unchecked", string>>;
  readonly steps: Readonly<Record<PageStep, { readonly title: string; readonly wrong: string }>>;
  readonly cannotSign: string;
  readonly cannotRead: string;
  readonly inEnglish: string;
  readonly gave: Readonly<Record<string, string>>;
  readonly payer: string;
  readonly funding: Readonly<Record<string, string>>;
  readonly sum: Readonly<Record<"day" | "days", string>>;
  readonly compare: string;
  readonly facts: Readonly<Record<"order" | "shop" | "placed" | "paid" | "base" | "terms" | "other", string>>;
}

const STEPS: readonly PageStep[] = ["file", "sum", "signature", "log", "today"];

function element(name: string, text: string, className?: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  if (className !== undefined) made.className = className;
  return made;
}

/** What is read aloud: one sentence. */
export function showText(area: HTMLElement, text: string): void {
  area.querySelector("[role=status]")?.replaceChildren(element("p", text, "far"));
  area.querySelector("[data-outcome]")?.replaceChildren();
}

/** Shows each proof of a file: what is true of it and what is not, step by step, and what to compare with paper. */
export function showOutcome(area: HTMLElement, settings: PageSettings, outcomes: readonly Outcome[]): void {
  const { words } = settings;
  const worst = ["wrong", "partly", "right"].find((one) => outcomes.some((each) => kindOf(each) === one));
  showText(area, words.outcome[kindNamed(worst)]);
  area
    .querySelector("[data-outcome]")
    ?.replaceChildren(...outcomes.map((outcome) => proofShown(outcome, settings)));
}

type Kind = keyof PageWords["outcome"];

function kindNamed(text: string | undefined): Kind {
  return text === "right" || text === "partly" ? text : "wrong";
}

function kindOf({ wrong, unchecked }: Outcome): Kind {
  if (wrong !== undefined) return "wrong";
  return unchecked.length > 0 ? "partly" : "right";
}

function proofShown(outcome: Outcome, settings: PageSettings): HTMLElement {
  const { words } = settings;
  const shown = element("article", "", `proof ${kindOf(outcome)}`);
  if (outcome.gift !== undefined) shown.append(...giftShown(outcome.gift, settings));
  const steps = element("ol", "", "checks");
  steps.append(...STEPS.map((step) => stepShown(step, outcome, words)));
  shown.append(steps);
  if (outcome.gift !== undefined && outcome.wrong === undefined) {
    shown.append(element("p", words.compare), factsShown(outcome.gift, settings));
  }
  return shown;
}

function stepShown(step: PageStep, { wrong, unchecked }: Outcome, words: PageWords): HTMLElement {
  const mark = wrong?.step === step ? "wrong" : unchecked.includes(step) ? "unchecked" : "right";
  const shown = element("li", "", mark);
  const said = element("div", "");
  said.append(element("p", words.steps[step].title));
  shown.append(element("b", words.marks[mark], "mark"), said);
  if (mark === "wrong") {
    const own = element("p", `${words.inEnglish} `, "muted");
    const quoted = element("q", wrong?.words ?? "");
    quoted.lang = "en";
    own.append(quoted);
    said.append(element("p", words.steps[step].wrong, "why"), own);
  }
  if (mark === "unchecked" && wrong === undefined) {
    said.append(element("p", step === "today" ? words.cannotRead : words.cannotSign, "why"));
  }
  return shown;
}

function giftShown({ leaf, tree }: CheckedGift, settings: PageSettings): HTMLElement[] {
  const { words } = settings;
  const filled = filler({
    amount: moneyOf(Number(leaf["amount"]), settings, tree.currency),
    cause: settings.causes[tree.cause] ?? tree.cause,
    payer: words.funding[tree.funding] ?? tree.funding,
    total: moneyOf(tree.sum, settings, tree.currency),
    day: dayOf(tree.day, settings),
    from: dayOf(tree.from, settings),
    gifts: new Intl.NumberFormat(settings.language).format(tree.leaves),
  });
  return [
    element("h3", filled(words.gave[tree.kind] ?? "")),
    element("p", filled(words.payer)),
    element("p", filled(words.sum[tree.from === tree.day ? "day" : "days"])),
  ];
}

function factsShown({ leaf, tree }: CheckedGift, settings: PageSettings): HTMLElement {
  const { words } = settings;
  const fact = (name: string) => leaf[name] ?? "";
  const placed = new Intl.DateTimeFormat(settings.language, { dateStyle: "long", timeStyle: "short" });
  const facts = {
    order: fact("order"),
    shop: fact("shop"),
    placed: placed.format(new Date(fact("placed"))),
    paid: moneyOf(Number(fact("paid")), settings, tree.currency),
    base: moneyOf(Number(fact("base")), settings, tree.currency),
    terms: fact("terms"),
    ...(fact("other") !== "-" && { other: settings.causes[fact("other")] ?? fact("other") }),
  };
  const list = element("dl", "", "brief");
  for (const name of ["order", "shop", "placed", "paid", "base", "terms", "other"] as const) {
    const text = facts[name];
    if (text === undefined) continue;
    const row = document.createElement("div");
    row.append(element("dt", words.facts[name]), element("dd", text));
    list.append(row);
  }
  return list;
}

function filler(values: Readonly<Record<string, string>>) {
  return (text: string) => text.replace(/\{(\w+)\}/g, (braced, name) => values[name] ?? braced);
}

/** As a decimal text: a number would lose the cents of very large amounts. */
function moneyOf(minor: number, { language, digits }: PageSettings, currency: string): string {
  const places = digits[currency] ?? 2;
  const padded = String(minor).padStart(places + 1, "0");
  const cut = padded.length - places;
  const decimal = places === 0 ? padded : `${padded.slice(0, cut)}.${padded.slice(cut)}`;
  const format = {
    style: "currency",
    currency,
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  } as const;
  try {
    return new Intl.NumberFormat(language, format).format(decimal as `${number}`);
  } catch {
    return `${decimal} ${currency}`;
  }
}

function dayOf(day: string, { language }: PageSettings): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
}
