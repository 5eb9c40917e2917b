/**
 * Stated, as nothing on this machine is CloudFront: how many of a million views a month come to us behind the stage's own
 * domain. CloudFront keeps a page for FRESH_SECONDS in each of CACHES regional caches, for each language; views come evenly.
 * Its own price is nothing by the list: the first ten million requests and the first terabyte of each month are free.
 */
const FRESH_SECONDS = 15;
const CACHES = 3;
const LANGUAGES: readonly number[] = [0.7, 0.3];
const VIEWS_PER_SECOND = 1_000_000 / (30 * 24 * 3600);

/** Of a page that is asked for anew whenever it is too old, the first view after that is ours. */
function missed(viewsPerSecond: number): number {
  return 1 / (1 + viewsPerSecond * FRESH_SECONDS);
}

/** The part of the views for which CloudFront asks us, from 0 to 1. */
export function shareThatComesToUs(): number {
  return LANGUAGES.reduce((sum, share) => sum + share * missed((VIEWS_PER_SECOND * share) / CACHES), 0);
}
