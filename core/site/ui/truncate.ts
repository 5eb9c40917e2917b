/** The beginning of a text, at most `most` characters, cut between words and marked as cut. */
export function truncate(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = text.slice(0, most);
  const space = start.lastIndexOf(" ");
  return `${(space > most / 2 ? start.slice(0, space) : start).replace(/[\s,;.:–-]+$/, "")}…`;
}
