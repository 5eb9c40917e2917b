import { z } from "zod";

const Mails = z.object({
  messages: z.record(
    z.string(),
    z.array(z.object({ To: z.array(z.string()), Subject: z.string(), BodyText: z.string().nullable() })),
  ),
});

/** Subject and text of each letter that the engine's list has for an address; the list has no headers. */
export function mailOf(list: string, address: string): string[] {
  return Object.values(Mails.parse(JSON.parse(list)).messages)
    .flat()
    .filter(({ To }) => To.includes(address))
    .map(({ Subject, BodyText }) => `${Subject}\n${BodyText ?? ""}`);
}
