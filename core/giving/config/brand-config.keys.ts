import type { PictureHash, StoredFileName } from "../../model/picture.ts";
import type { Key } from "../../platform/aws/key.ts";

/** The brand's config. One small partition, read whole at a cold start and once a minute. */
export const BRAND_CONFIG_PARTITION = "stated";

/** The brand's own words, a row for each language: kept apart, as only pages read them. */
export const BRAND_WORDS_PARTITION = "words";

export function wordsKey(language: string): Key {
  return { pk: BRAND_WORDS_PARTITION, sk: language };
}

/** The brand's stores and what it asks its customers: kept apart, as only feedback reads them. */
export const LISTENING_PARTITION = "listening";

export function statedStoreKey(id: string): Key {
  return { pk: LISTENING_PARTITION, sk: `store#${id}` };
}

export function feedbackFormKey(): Key {
  return { pk: LISTENING_PARTITION, sk: "form" };
}

/** Fonts that pages load, by the hash of their bytes: no query for the config carries them. */
export const FONTS_PARTITION = "fonts";

export function fontKey(hash: string): Key {
  return { pk: FONTS_PARTITION, sk: hash };
}

/** The files of one picture: a partition for each, so that pictures that many people look at do not share one's limits. */
export function picturePartition(hash: PictureHash): string {
  return `picture#${hash}`;
}

export function pictureKey(hash: PictureHash, file: StoredFileName): Key {
  return { pk: picturePartition(hash), sk: file };
}

/** Whether rows of this partition are the files of a picture. */
export function isPicturePartition(pk: string): boolean {
  return pk.startsWith(picturePartition(""));
}

export function termsKey(id: string, version: number): Key {
  return { pk: BRAND_CONFIG_PARTITION, sk: `terms#${id}#${String(version).padStart(4, "0")}` };
}

export function causeKey(slug: string): Key {
  return { pk: BRAND_CONFIG_PARTITION, sk: `cause#${slug}` };
}

export function poolKey(id: string): Key {
  return { pk: BRAND_CONFIG_PARTITION, sk: `pool#${id}` };
}

export function brandKey(): Key {
  return { pk: BRAND_CONFIG_PARTITION, sk: "brand" };
}

/** When people answer, and how soon. */
export function serviceKey(): Key {
  return { pk: BRAND_CONFIG_PARTITION, sk: "service" };
}

const KINDS = ["terms", "cause", "pool", "brand", "service"] as const;

/** The kind of a row of the config's partition, by its sort key. */
export function brandConfigKind(sk: string): (typeof KINDS)[number] | undefined {
  const kind = sk.split("#")[0];
  return KINDS.find((one) => one === kind);
}
