/**
 * A customer's text for a terminal, with control and direction characters replaced: a terminal obeys escape sequences,
 * and direction characters make text look like other text. Line breaks stay.
 */
export function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]|\p{Bidi_Control}/gu, "\ufffd");
}
