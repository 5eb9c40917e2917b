import { CONTRAST_MIN, contrast } from "../../i18n/contrast.ts";
import { nearestReadable } from "../../i18n/palette.ts";
import type { Cause } from "../../model/cause.ts";
import { charityKey } from "../../model/charity-key.ts";
import { formatMinor } from "../../model/money.ts";
import { STORIES_MAX, STORY_HEADS_BYTES_MAX } from "../../model/story.ts";
import { CHOSEN, type MatchPool, type Terms, termsName } from "../../model/terms.ts";
import { timeZoneNamed } from "../../model/time-zone.ts";
import type { BrandDraft, ProblemAt } from "./brand-draft.ts";
import { checkEnded } from "./check-ended.ts";
import type { BrandProblem, Path } from "./document.ts";

/** Checks a brand's files against one another, not against what is deployed. */
export function checkBrand(draft: BrandDraft, problemAt: ProblemAt): BrandProblem[] {
  return [
    ...checkLook(draft, problemAt),
    ...draft.causes.flatMap((cause, at) => checkCause(cause, ["causes", at], problemAt)),
    ...repeated(draft.causes.map((cause) => cause.slug)).map(([at, slug]) =>
      problemAt(
        "causes",
        ["causes", at, "slug"],
        `Cause ${slug} is stated twice: give one of them another slug.`,
      ),
    ),
    ...checkCharities(draft, problemAt),
    ...checkEnded(draft, problemAt),
    ...checkTerms(draft, problemAt),
    ...checkPools(draft, problemAt),
    ...checkStories(draft, problemAt),
  ];
}

type PaletteKey = keyof BrandDraft["brand"]["look"]["light"];

/** Every pair of text and background colour that pages use. */
const PAIRS: readonly (readonly [PaletteKey, PaletteKey])[] = [
  ["text", "background"],
  ["text", "surface"],
  ["muted", "background"],
  ["muted", "surface"],
  ["accent", "background"],
  ["accent", "surface"],
  ["onAccent", "accent"],
];

type Palette = BrandDraft["brand"]["look"]["light"];

/** What each colour is read on, itself or as a ground. */
function neighbours(key: PaletteKey, palette: Palette): string[] {
  return PAIRS.flatMap(([over, under]) =>
    over === key ? [palette[under]] : under === key && key === "accent" ? [palette[over]] : [],
  );
}

/** What to change for a pair that cannot be read: the colour that is written, to the nearest one that can be. */
function adviceFor(over: PaletteKey, palette: Palette): string {
  const nearest = nearestReadable(palette[over], neighbours(over, palette), CONTRAST_MIN);
  return nearest === undefined
    ? `no ${over} can be read on all that it stands on: bring background and surface closer together.`
    : `change ${over} to ${nearest}, the nearest colour that passes.`;
}

function checkLook({ brand }: BrandDraft, problemAt: ProblemAt): BrandProblem[] {
  const problems = (["light", "dark"] as const).flatMap((scheme) =>
    PAIRS.flatMap(([over, under]) => {
      const palette = brand.look[scheme];
      const ratio = contrast(palette[over], palette[under]);
      if (ratio >= CONTRAST_MIN) return [];
      const seen = (Math.floor(ratio * 100) / 100).toFixed(2);
      const message = `${over} on ${under} has a contrast of ${seen}, below ${CONTRAST_MIN}: ${adviceFor(over, palette)}`;
      return [problemAt("brand", ["look", scheme, over], message)];
    }),
  );
  if (timeZoneNamed(brand.timeZone) === undefined) {
    const message = `"${brand.timeZone}" is not a time zone: use a name of the IANA list, such as Europe/Berlin.`;
    problems.push(problemAt("brand", ["timeZone"], message));
  }
  return problems;
}

function checkCause(cause: Cause, path: Path, problemAt: ProblemAt): BrandProblem[] {
  const { goal } = cause;
  if (goal === undefined) return [];
  const problems: BrandProblem[] = [];
  const amountOf = (minor: number): string => `${formatMinor(minor, goal.currency)} ${goal.currency}`;
  if (goal.amount === 0) {
    problems.push(
      problemAt("causes", [...path, "goal", "amount"], "A goal is more than zero: state one, or no goal."),
    );
  }
  goal.milestones.forEach((milestone, rank) => {
    const place = [...path, "goal", "milestones", rank, "amount"];
    const before = goal.milestones[rank - 1]?.amount ?? 0;
    if (milestone.amount <= before) {
      const message = `Milestone ${amountOf(milestone.amount)} is not above ${amountOf(before)}: list milestones in rising order, each once.`;
      problems.push(problemAt("causes", place, message));
    } else if (milestone.amount > goal.amount) {
      const message = `Milestone ${amountOf(milestone.amount)} is above the goal of ${amountOf(goal.amount)}: raise the goal or lower the milestone.`;
      problems.push(problemAt("causes", place, message));
    }
  });
  return problems;
}

/** One charity has one name, whichever of its causes is read: it is paid under that name. */
function checkCharities({ causes }: BrandDraft, problemAt: ProblemAt): BrandProblem[] {
  return causes.flatMap(({ charity }, at) => {
    const key = charityKey(charity);
    const first = causes.slice(0, at).find((other) => charityKey(other.charity) === key);
    if (first === undefined || first.charity.name === charity.name) return [];
    const message = `${key} is called ${charity.name} here and ${first.charity.name} in cause ${first.slug}: write one name, or correct the registration of one.`;
    return [problemAt("causes", ["causes", at, "charity", "name"], message)];
  });
}

function checkTerms(draft: BrandDraft, problemAt: ProblemAt): BrandProblem[] {
  const { terms } = draft;
  const problems = repeated(terms.map(termsName)).map(([at, name]) =>
    problemAt(
      "terms",
      ["terms", at, "version"],
      `Terms ${name} are stated twice: give the newer ones the next version.`,
    ),
  );
  const overlaps = terms.flatMap((one, at) =>
    terms.slice(0, at).flatMap((other) => {
      if (one.from !== other.from || termsName(one) === termsName(other) || !overlap(one, other)) return [];
      const message = `Terms ${termsName(one)} and ${termsName(other)} begin at the same moment and apply to the same purchases: change one's "from", connections or stores.`;
      return [problemAt("terms", ["terms", at, "from"], message)];
    }),
  );
  const order = terms.flatMap((one, at) => {
    const earlier = terms.find(
      (other) => other.id === one.id && other.version < one.version && other.from >= one.from,
    );
    if (earlier === undefined) return [];
    const message = `Terms ${termsName(one)} do not begin after ${termsName(earlier)}: a later version begins later.`;
    return [problemAt("terms", ["terms", at, "from"], message)];
  });
  return [
    ...problems,
    ...overlaps,
    ...order,
    ...terms.flatMap((one, at) => checkOneTerms(one, at, draft, problemAt)),
  ];
}

/** Whether both can apply to the same purchase. */
export function overlap(one: Terms, other: Terms): boolean {
  const connections = (terms: Terms) => terms.connections?.map((c) => `${c.source}/${c.connection}`);
  return shared(connections(one), connections(other)) && shared(one.stores, other.stores);
}

function shared(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  return one === undefined || other === undefined || one.some((item) => other.includes(item));
}

function checkOneTerms(
  terms: Terms,
  at: number,
  { causes }: BrandDraft,
  problemAt: ProblemAt,
): BrandProblem[] {
  const problems: BrandProblem[] = [];
  const say = (path: Path, message: string) =>
    problems.push(problemAt("terms", ["terms", at, ...path], message));
  if (terms.until !== undefined && terms.until <= terms.from) {
    say(["until"], `"until" is not after "from": terms end after they begin, or not at all.`);
  }
  const fallback = causes.find((cause) => cause.slug === terms.defaultCause);
  if (fallback === undefined) say(["defaultCause"], unknownCause(terms.defaultCause));
  else if (fallback.status === "paused") {
    say(["defaultCause"], `Cause ${fallback.slug} is paused: the default cause must take gifts.`);
  }
  terms.split?.forEach((part, rank) => {
    if (part.cause !== CHOSEN && !causes.some((cause) => cause.slug === part.cause)) {
      say(["split", rank, "cause"], unknownCause(part.cause));
    }
  });
  for (const [rank, cause] of repeated((terms.split ?? []).map((part) => part.cause))) {
    say(["split", rank, "cause"], `${cause} is in the split twice: add the two weights.`);
  }
  checkShare(terms, say);
  for (const amounts of ["capPerOrder", "capPerCampaign"] as const) {
    for (const [currency, minor] of Object.entries(terms[amounts] ?? {})) {
      if (minor === 0) say([amounts, currency], "A cap of zero gives nothing: remove it or state an amount.");
    }
  }
  checkMinimum(terms, say);
  return problems;
}

/** What is promised in all has a day by which it is kept, and is no more than the terms may give. */
function checkMinimum(
  { guaranteedMinimum, capPerCampaign, until }: Terms,
  say: (path: Path, message: string) => void,
): void {
  if (guaranteedMinimum === undefined) return;
  if (until === undefined)
    say(["guaranteedMinimum"], `A guaranteed minimum is kept once its campaign is over: state "until".`);
  for (const [currency, minor] of Object.entries(guaranteedMinimum)) {
    const path = ["guaranteedMinimum", currency];
    const most = capPerCampaign?.[currency];
    if (minor === 0) say(path, "A minimum of zero promises nothing: remove it or state an amount.");
    if (most !== undefined && minor > most)
      say(path, "A guaranteed minimum is at most the campaign's cap: lower it, or raise the cap.");
  }
}

function checkShare({ share }: Terms, say: (path: Path, message: string) => void): void {
  if (share.kind === "flat" || share.kind === "perUnit") {
    for (const [currency, minor] of Object.entries(share.amounts)) {
      if (minor === 0)
        say(["share", "amounts", currency], "An amount of zero gives nothing: remove it or raise it.");
    }
  }
  if (share.kind === "perUnit") {
    for (const [at, sku] of repeated(share.skus))
      say(["share", "skus", at], `SKU ${sku} is listed twice: remove one.`);
  }
  if (share.kind === "tiers") {
    for (const [currency, tiers] of Object.entries(share.tiers)) {
      tiers.forEach((tier, rank) => {
        if (rank > 0 && tier.from <= (tiers[rank - 1]?.from ?? 0)) {
          say(
            ["share", "tiers", currency, rank, "from"],
            "Tiers are listed in rising order, each threshold once.",
          );
        }
      });
    }
  }
}

function checkPools({ causes, pools }: BrandDraft, problemAt: ProblemAt): BrandProblem[] {
  const problems: BrandProblem[] = repeated(pools.map((pool) => pool.id)).map(([at, id]) =>
    problemAt("pools", ["pools", at, "id"], `Pool ${id} is stated twice: give one of them another id.`),
  );
  pools.forEach((pool, at) => {
    const say = (path: Path, message: string) =>
      problems.push(problemAt("pools", ["pools", at, ...path], message));
    if (pool.until <= pool.from) say(["until"], `"until" is not after "from": a pool's window has a length.`);
    if (pool.amount < pool.shards) {
      say(
        ["amount"],
        `A pool of ${pool.shards} shards needs at least one minor unit for each: raise it or lower "shards".`,
      );
    }
    pool.causes.forEach((cause, rank) => {
      if (!causes.some(({ slug }) => slug === cause)) say(["causes", rank], unknownCause(cause));
    });
    for (const [rank, cause] of repeated(pool.causes))
      say(["causes", rank], `${cause} is listed twice: remove one.`);
    for (const other of pools.slice(0, at)) {
      const cause = meeting(pool, other);
      if (cause === undefined) continue;
      say(
        ["from"],
        `Pools ${pool.id} and ${other.id} both match ${pool.currency} gifts to ${cause} at one time: let one begin when the other ends.`,
      );
    }
  });
  return problems;
}

function checkStories({ causes, stories }: BrandDraft, problemAt: ProblemAt): BrandProblem[] {
  const strays = stories.flatMap(({ cause }, at) =>
    causes.some(({ slug }) => slug === cause)
      ? []
      : [problemAt("stories", [at, "cause"], unknownCause(cause))],
  );
  const tooMany = `There are more than ${STORIES_MAX} stories: remove the oldest.`;
  if (stories.length > STORIES_MAX) return [...strays, problemAt("stories", [STORIES_MAX], tooMany)];
  const bytes = Buffer.byteLength(JSON.stringify(stories.map(({ words: _, ...head }) => head)));
  const tooLong = `The facts of all stories take ${bytes} bytes in all languages, and there is room for ${STORY_HEADS_BYTES_MAX}: remove the oldest.`;
  return bytes > STORY_HEADS_BYTES_MAX ? [...strays, problemAt("stories", [0], tooLong)] : strays;
}

/** A cause whose gifts both pools would match. */
function meeting(one: MatchPool, other: MatchPool): string | undefined {
  const apart = one.id === other.id || one.currency !== other.currency;
  if (apart || one.until <= other.from || other.until <= one.from) return undefined;
  return one.causes.find((cause) => other.causes.includes(cause));
}

function unknownCause(slug: string): string {
  return `There is no cause ${slug}: correct its spelling, or add it to causes.yaml.`;
}

/** Each second and later occurrence, with its position. */
function repeated(names: readonly string[]): [number, string][] {
  return [...names.entries()].filter(([at, name]) => names.indexOf(name) < at);
}
