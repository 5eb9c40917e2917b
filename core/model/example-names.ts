/** Names that are nobody's (RFC 2606, RFC 6761): no letter leaves from there, and no page is there. */
const EXAMPLE_HOST =
  /(?:^|[@/.])(?:example\.(?:com|net|org)|[a-z0-9-]+\.(?:example|test|invalid|localhost))(?:[:/?#]|$)/i;
const SAMPLE_BRAND = /tarnfell|quellenweg 7/i;

/** Whether an address, or the host of one, is of a domain for examples, which nobody can own. */
export function isExampleAddress(text: string): boolean {
  return EXAMPLE_HOST.test(text);
}

/** Whether a text is of the sample brand: its name, or the street that it gives. */
export function isOfSampleBrand(text: string): boolean {
  return SAMPLE_BRAND.test(text);
}
