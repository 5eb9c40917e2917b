import * as z from "zod";
import { daysAfter } from "../model/days.ts";
import type { Day, Instant } from "../model/purchase.ts";
import { once } from "../platform/once.ts";
import { dayOfWrites } from "../settlement/days-over.ts";
import { GIFTS_MIN, type ProofFrame } from "./day-trees.ts";
import type { LogSigner } from "./log-signer.client.ts";
import { closeDays, type NightsDeps } from "./nights.ts";
import { publicLog, VERIFIER_KEY_PATH } from "./proof-files.ts";
import { type LogHeads, publishDays } from "./publish-log.ts";
import { type NoteKey, verifierKey } from "./signed-note.ts";

/** A turn takes nothing: what is to be done, the log itself says. */
export const PublishProof = z.object({});

/**
 * - `origin`: the log's name; `salts`: the secret behind its leaves
 * - `timeZone`: the brand's
 */
export interface PublishProofDeps extends Omit<NightsDeps, "frame"> {
  readonly heads: LogHeads;
  readonly signer: LogSigner;
  readonly origin: string;
  readonly salts: () => Promise<string>;
  readonly timeZone: () => Promise<string>;
  readonly now: () => Instant;
}

/**
 * What became of a turn.
 * - `more`: a day was published, and another one is over
 * - `published`: every day that is over is published; `entries`: how many the log has
 * - `nothing`: nothing was given on a day that is over
 */
export type PublishedProof =
  | { readonly outcome: "more" | "published"; readonly day: Day; readonly entries: number }
  | { readonly outcome: "nothing" };

/** With which day the log begins: decided once. */
const FIRST_DAY_PATH = "nights/first";

/** Publishes the next day that is over, one a call. Again, or two at once, they publish the same. Throws LogDivergedError. */
export function publishProof(deps: PublishProofDeps): () => Promise<PublishedProof> {
  const { files, heads, counts, signer, origin, now } = deps;
  const keyOf = once(async (): Promise<NoteKey> => {
    const key: NoteKey = { name: origin, type: "note", publicKey: await signer.publicKey() };
    await files.add(VERIFIER_KEY_PATH, verifierKey(key));
    return key;
  });
  const firstDay = async () => (await files.read(FIRST_DAY_PATH))?.bytes.toString();
  return async () => {
    const earliest = (await firstDay()) ?? [...(await counts.days()).keys()].toSorted()[0];
    if (earliest === undefined) return { outcome: "nothing" };
    const timeZone = await deps.timeZone();
    const last = daysAfter(dayOfWrites(timeZone, now()), -1);
    if (earliest > last) return { outcome: "nothing" };
    await files.add(FIRST_DAY_PATH, earliest);
    const first = (await firstDay()) ?? earliest;
    const head = await heads.decided();
    const next = head === undefined ? first : daysAfter(head.day, 1);
    const [until = last] = [next, last].toSorted();
    const frame: ProofFrame = { origin, timeZone, key: await deps.salts(), giftsMin: GIFTS_MIN };
    const close = closeDays({ ...deps, frame }, first);
    const entriesOf = async (day: Day) => (await close(day)).entries;
    const log = publicLog(files);
    const key = await keyOf();
    const publish = publishDays({ heads, log, key, sign: signer.sign, timeZone, entriesOf });
    const shown = await publish(first, until);
    if (shown === undefined) return { outcome: "nothing" };
    return { outcome: shown.day < last ? "more" : "published", day: shown.day, entries: shown.size };
  };
}
