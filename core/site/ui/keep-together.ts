/** A tag with its attributes, or the text up to the next one. */
const PIECES = /<[^>"]*(?:"[^"]*"[^>"]*)*>|[^<]+/g;

/** Shown with a hyphen that no line ends at; what a form sends back is in attributes, and stays as it is. */
const E_MAIL = /\bE-Mail/g;

/** The same page with words that no line may break: the "E-Mail" of German. */
export function keepTogether(html: string): string {
  if (!html.includes("E-Mail")) return html;
  return html.replace(PIECES, (piece) =>
    piece.startsWith("<") ? piece : piece.replace(E_MAIL, "E\u2011Mail"),
  );
}
