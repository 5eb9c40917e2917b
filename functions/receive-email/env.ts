import * as z from "zod";

/**
 * CONTACT_SECRET, IDENTITY_SECRET: the ARNs of the keys of addresses and of identities. MAIL_BUCKET: where SES stores mails.
 * REPLY_DOMAIN: the domain at which they come. WRITES_AS: the address under which the brand writes.
 */
export const ReceiveEmailEnv = z.object({
  PEOPLE_TABLE: z.string().min(1),
  CONTACT_SECRET: z.string().min(1),
  IDENTITY_SECRET: z.string().min(1),
  MAIL_BUCKET: z.string().min(1),
  REPLY_DOMAIN: z.string().min(1),
  WRITES_AS: z.string().min(1),
});
export type ReceiveEmailEnv = z.infer<typeof ReceiveEmailEnv>;
