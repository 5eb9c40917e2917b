import { conversationStore } from "../../core/conversations/thread/conversation.store.ts";
import { DeskQueue } from "../../core/conversations/thread/desk-queue.ts";
import { WordsChannel } from "../../core/conversations/thread/event.ts";
import { claimStore } from "../../core/messaging/delivery/claim.store.ts";
import type { SendClaim } from "../../core/messaging/delivery/claim.ts";
import { journeyStore } from "../../core/messaging/journeys/journey.store.ts";
import { FrozenLetter, LetterSchedule } from "../../core/messaging/letters/frozen-letter.ts";
import { letterStore } from "../../core/messaging/letters/letter.store.ts";
import { ConsentNow, ConsentRecord } from "../../core/model/consent.ts";
import { ConversationId, WordsId } from "../../core/model/conversation.ts";
import { CustomerId, KnownCustomer } from "../../core/model/customer.ts";
import { CARD_TOKEN_BYTES, cardTokenOf } from "../../core/model/customer-card.ts";
import { epochSeconds } from "../../core/model/instant.ts";
import { JourneySwitch, Stoppable } from "../../core/model/journey.ts";
import { LetterName } from "../../core/model/letter.ts";
import { Identity, type Instant } from "../../core/model/purchase.ts";
import { audienceMembers } from "../../core/people/audiences/audience.store.ts";
import { Audience } from "../../core/people/audiences/audience.ts";
import { cardStore } from "../../core/people/cards/card.store.ts";
import { contactStore } from "../../core/people/contacts/contact.store.ts";
import { ContactRow } from "../../core/people/contacts/contact.ts";
import { forgottenStore } from "../../core/people/contacts/forgotten.store.ts";
import { suppressionStore } from "../../core/people/contacts/suppression.store.ts";
import { AddressHash, Suppression } from "../../core/people/contacts/suppression.ts";
import { linkKey, sessionKey } from "../../core/people/keys/people.keys.ts";
import { PreferencesRow } from "../../core/people/preferences/preferences-row.ts";
import { customerStore } from "../../core/people/records/customer.store.ts";
import { HistoryEntry } from "../../core/people/records/history.ts";
import { peopleStore } from "../../core/people/records/people.store.ts";
import { Link } from "../../core/people/sessions/link.ts";
import { Session } from "../../core/people/sessions/session.store.ts";
import { smsStore } from "../../core/people/sms/sms.store.ts";
import { smsInboxStore } from "../../core/people/sms/sms-inbox.store.ts";
import { KnownText } from "../../core/people/sms/sms-inbox.ts";
import type { Key } from "../../core/platform/aws/key.ts";
import { getRow } from "../../core/platform/aws/table.store.ts";
import { NONCE_BYTES } from "../../core/platform/crypto/encryption.ts";
import { feedbackKinds } from "./feedback-rows.ts";
import type { RowKind, RowsTable, StoredRow } from "./stored-rows.ts";

const NAME = "T";
const noPause = async () => {};

/** The keys under which the rows of the invented customer are sealed and hashed. They open nothing else. */
const keys = { addresses: async () => "a".repeat(64), identities: async () => "i".repeat(64) };
/** What was sealed, in the clear. */
const ADDRESSES = { email: "flora@example.com", sms: "+12025550123" };
const TEXTS = {
  owned: { from: "+12025550123", body: "Do you have boots in 42?" },
  stranger: { from: "+12025550199", body: "Who is this?" },
};

/** The chance that the card was made of. */
const CARD_BYTES = new Uint8Array(CARD_TOKEN_BYTES).fill(7);

const INTEREST = "hiking";
const DATE = "Birthday";

const begins =
  (pk: string, sk = "") =>
  (row: StoredRow) =>
    row.pk.startsWith(pk) && row.sk.startsWith(sk);
const after = (key: string) => key.slice(key.indexOf("#") + 1);
const ownerOf = ({ pk }: StoredRow) => CustomerId.parse(after(pk));
const partsOf = (key: string) => key.split("#");
const peopleOf = ({ dynamo }: RowsTable) => peopleStore(dynamo, NAME, noPause);
const claimsOf = ({ dynamo }: RowsTable) => claimStore(dynamo, NAME, noPause);

/** The salt and the nonce that a row was sealed with come again, so that it is sealed to the same text. */
function randomOf({ sealed, salt }: StoredRow) {
  const nonce = Buffer.from(String(sealed), "base64url").subarray(0, NONCE_BYTES);
  return (count: number) => (count === NONCE_BYTES ? nonce : Buffer.from(String(salt), "base64url"));
}
const writingPeopleOf = ({ dynamo }: RowsTable, row: StoredRow) =>
  peopleStore(dynamo, NAME, noPause, { key: keys.addresses, random: randomOf(row) });
const contactsOf = ({ dynamo }: RowsTable, row: StoredRow) =>
  contactStore(dynamo, NAME, { keys, random: randomOf(row) });
const inboxOf = ({ dynamo }: RowsTable) => smsInboxStore(dynamo, NAME, { key: keys.addresses });
const cardsOf = ({ dynamo }: RowsTable, row: StoredRow) => {
  const random = (count: number) => (count === CARD_TOKEN_BYTES ? CARD_BYTES : randomOf(row)(count));
  return cardStore(dynamo, NAME, { keys, random, pause: noPause });
};
const saidIn = (row: StoredRow) => (row.customer === undefined ? TEXTS.stranger : TEXTS.owned);

/** The row that the table holds under this key, for what no store reads without a secret that it does not keep. */
const heldAs = (row: StoredRow, { dynamo }: RowsTable) => getRow({ dynamo, name: NAME }, row);

/** A record that makes this version of a consent. */
function recordFor(row: StoredRow, now: ConsentNow): ConsentRecord {
  const about = { source: "form", words: "Yes", wordsVersion: "1", locale: "en", proof: "link:1" };
  return ConsentRecord.parse({ ...about, ...now, customer: ownerOf(row) });
}
const before = ({ version, ...now }: ConsentNow) => (version === 1 ? [] : [{ ...now, version: version - 1 }]);
const versionOf = ({ sk }: StoredRow) => Number(partsOf(sk)[3]);

function claimOf(row: StoredRow): SendClaim {
  const entry = HistoryEntry.parse(row);
  if (entry.outcome !== "unknown") throw new Error("Not a claim's line of history");
  const { outcome: _, ...claim } = entry;
  const address = "h".repeat(43);
  return { ...claim, customer: ownerOf(row), address, cap: { day: "2026-11-20", limit: 9 } };
}

const identityRows: readonly RowKind[] = [
  {
    name: "identity",
    is: begins("identity#"),
    async read({ pk }, { dynamo }) {
      const [, kind, hmac] = partsOf(pk);
      const found = await customerStore(dynamo, NAME).findByIdentity(Identity.parse({ kind, hmac }));
      return found && { customer: found.customer };
    },
    write: ({ pk, customer }, { dynamo }) => {
      const [, kind, hmac] = partsOf(pk);
      const owner = KnownCustomer.parse({ customer, causes: [] });
      return customerStore(dynamo, NAME).save(owner, [Identity.parse({ kind, hmac })]);
    },
  },
  {
    name: "known identity",
    is: begins("customer#", "identity#"),
    read: async (row, table) => Identity.parse(await heldAs(row, table)),
    write: (row, { dynamo }) =>
      customerStore(dynamo, NAME).save({ customer: ownerOf(row), causes: [] }, [Identity.parse(row)]),
  },
  {
    name: "profile",
    is: begins("customer#", "profile"),
    unread: ["customer"],
    read: async (row, table) => ({ causes: await peopleOf(table).causes(ownerOf(row)) }),
    write: (row, { dynamo }) => customerStore(dynamo, NAME).save(KnownCustomer.parse(row), []),
  },
];

const addressRows: readonly RowKind[] = [
  {
    name: "address",
    is: begins("address#"),
    async read(row, table) {
      const [, channel, hmac] = partsOf(row.pk);
      const [customer] = await contactsOf(table, row).customersAt(AddressHash.parse({ channel, hmac }));
      return { customer };
    },
  },
  {
    name: "contact",
    replaces: true,
    is: begins("customer#", "contact#"),
    async read(row, table) {
      const contacts = contactsOf(table, row);
      const { channel } = ContactRow.parse(row);
      const opened = await contacts.readAddress(ownerOf(row), channel);
      if (opened !== ADDRESSES[channel]) throw new Error("The address does not open");
      return (await contacts.contacts(ownerOf(row))).find((one) => one.channel === channel);
    },
    write: (row, table) => {
      const { channel, at } = ContactRow.parse(row);
      const contact = { channel, address: ADDRESSES[channel], at, identify: false };
      return contactsOf(table, row).saveAddress(ownerOf(row), contact);
    },
  },
  {
    name: "salt",
    is: begins("customer#", "salt"),
    async read(row, table) {
      const opened = await contactsOf(table, row).readAddress(ownerOf(row), "email");
      const chosen = await writingPeopleOf(table, row).preferences(ownerOf(row));
      const isOpen = opened === undefined ? chosen?.interests[0] === INTEREST : opened === ADDRESSES.email;
      return isOpen ? { salt: row.salt } : undefined;
    },
  },
  {
    name: "forgotten address",
    is: begins("forgotten#"),
    async read(row, { dynamo }) {
      const address = AddressHash.parse({ channel: partsOf(row.pk)[1], hmac: partsOf(row.pk)[2] });
      return { at: await forgottenStore(dynamo, NAME).forgottenAt(address) };
    },
    write: (row, { dynamo }) =>
      forgottenStore(dynamo, NAME).markForgotten(AddressHash.parse(row), String(row.at)),
    unread: ["channel", "hmac"],
  },
  {
    name: "suppression",
    is: begins("suppression#"),
    read: async (row, { dynamo }) => (await suppressionStore(dynamo, NAME).read([Suppression.parse(row)]))[0],
    write: (row, { dynamo }) => suppressionStore(dynamo, NAME).suppress(Suppression.parse(row)),
  },
];

const consentRows: readonly RowKind[] = [
  {
    name: "consent record",
    is: begins("customer#", "consent#"),
    read: (row, table) =>
      peopleOf(table).consentRecord(ownerOf(row), { ...ConsentRecord.parse(row), version: versionOf(row) }),
    write: (row, table) => {
      const now = ConsentNow.parse({ ...row, version: versionOf(row) });
      return peopleOf(table).recordConsents([ConsentRecord.parse(row)], before(now));
    },
  },
  {
    name: "consent of now",
    is: begins("customer#", "consents#"),
    async read(row, table) {
      const { topic, channel } = ConsentNow.parse(row);
      const found = await peopleOf(table).consents(ownerOf(row));
      return found.find((now) => now.topic === topic && now.channel === channel);
    },
    write: (row, table) => {
      const now = ConsentNow.parse(row);
      return peopleOf(table).recordConsents([recordFor(row, now)], before(now));
    },
  },
  {
    name: "preferences in the clear",
    is: (row) => begins("customer#", "preferences")(row) && row.sealed === undefined,
    read: (row, table) => writingPeopleOf(table, row).preferences(ownerOf(row)),
  },
  {
    name: "preferences",
    is: (row) => begins("customer#", "preferences")(row) && row.sealed !== undefined,
    async read(row, table) {
      const opened = await writingPeopleOf(table, row).preferences(ownerOf(row));
      if (opened?.interests[0] !== INTEREST) throw new Error("What the customer wrote does not open");
      return PreferencesRow.parse(await heldAs(row, table));
    },
    write: (row, table) => {
      const { version, sealed: _, dates, ...chosen } = PreferencesRow.parse(row);
      return writingPeopleOf(table, row).savePreferences(ownerOf(row), {
        ...chosen,
        interests: [INTEREST],
        dates: dates.map(({ month, day }) => ({ name: DATE, month, day })),
        version: version - 1,
      });
    },
  },
  {
    name: "member of an audience",
    is: begins("audience#"),
    async read({ pk }, { dynamo }) {
      const [customer] = await audienceMembers(dynamo, NAME, Audience.parse(partsOf(pk)[1]));
      return { customer };
    },
  },
];

const readHistory: RowKind["read"] = async (row, table) => {
  const { entries } = await peopleOf(table).history(ownerOf(row), { limit: 100 });
  return entries.find(({ sendKey, at }) => sendKey === row.sendKey && at === row.at);
};

const sendRows: readonly RowKind[] = [
  { name: "sent message", is: (row) => row.outcome === "sent", read: readHistory },
  {
    name: "message that may have been sent",
    is: (row) => row.outcome === "unknown",
    read: readHistory,
    write: (row, table) => claimsOf(table).claim(claimOf(row)),
  },
  {
    name: "deferred message",
    is: (row) => row.outcome === "deferred",
    read: readHistory,
    async write(row, table) {
      const entry = HistoryEntry.parse(row);
      if (entry.outcome === "deferred") await claimsOf(table).recordUnsent(ownerOf(row), entry);
    },
  },
  {
    name: "dropped message",
    is: (row) => row.outcome === "dropped",
    unread: ["consentVersion"],
    read: readHistory,
  },
  {
    name: "claim",
    is: begins("customer#", "send#"),
    read: (row, table) => claimsOf(table).findClaim(ownerOf(row), after(row.sk)),
  },
  {
    name: "letter's version",
    is: begins("letter#", "version#"),
    read: ({ pk, sk }, { dynamo }) =>
      letterStore(dynamo, NAME).version(LetterName.parse(after(pk)), Number(after(sk))),
    write: (row, { dynamo }) => letterStore(dynamo, NAME).freeze(FrozenLetter.parse(row)),
  },
  {
    name: "letter's schedule",
    is: begins("letter#", "schedule"),
    read: ({ pk }, { dynamo }) => letterStore(dynamo, NAME).scheduled(LetterName.parse(after(pk))),
    write: (row, { dynamo }) => letterStore(dynamo, NAME).schedule(LetterSchedule.parse(row)),
  },
  {
    name: "journey's switch",
    is: begins("journey#"),
    read: ({ pk }, { dynamo }) => journeyStore(dynamo, NAME).read(Stoppable.parse(after(pk))),
    write: (row, { dynamo }) =>
      journeyStore(dynamo, NAME).turn(Stoppable.parse(after(row.pk)), JourneySwitch.parse(row)),
  },
];

/** As the stores of links and sessions write: the token whose hash is in the key is stored nowhere. */
async function writeExpiring(key: Key, value: { readonly expiresAt: Instant }, { written }: RowsTable) {
  written.push({ ...key, ...value, expires: epochSeconds(value.expiresAt) });
}

const cardRows: readonly RowKind[] = [
  {
    name: "card",
    is: (row) => row.pk.startsWith("customer#") && row.sk === "card",
    async read(row, table) {
      const card = await cardsOf(table, row).read(ownerOf(row));
      if (card?.token !== cardTokenOf(CARD_BYTES)) throw new Error("The card does not open");
      return { sealed: row.sealed, hmac: row.hmac, version: card.version, at: card.since };
    },
    write: (row, table) =>
      cardsOf(table, row).replace(ownerOf(row), { instead: Number(row.version) - 1, at: String(row.at) }),
  },
];

const visitRows: readonly RowKind[] = [
  {
    name: "link",
    is: begins("customer#", "link#"),
    unread: ["expires"],
    read: async (row, table) => Link.parse(await heldAs(row, table)),
    write: (row, table) => writeExpiring(linkKey(ownerOf(row), after(row.sk)), Link.parse(row), table),
  },
  {
    name: "session",
    is: begins("customer#", "session#"),
    unread: ["expires"],
    read: async (row, table) => Session.parse(await heldAs(row, table)),
    write: (row, table) => writeExpiring(sessionKey(ownerOf(row), after(row.sk)), Session.parse(row), table),
  },
  {
    name: "text that came in",
    is: begins("text#"),
    unread: ["expires"],
    read: ({ pk }, { dynamo }) => smsStore(dynamo, NAME).begin(after(pk), "2026-11-27T00:00:00Z"),
  },
  {
    name: "text in the inbox",
    is: begins("texts"),
    unread: ["expires"],
    async read(row, table) {
      const inbox = inboxOf(table);
      const text = (await inbox.list()).find((one) => one.text === row.text);
      const opened = text && (await inbox.open(text));
      if (opened?.body !== saidIn(row).body) throw new Error("The text does not open");
      const { sealed, salt } = row;
      return { ...text, sealed, ...(salt !== undefined && { salt }) };
    },
  },
  {
    name: "known text",
    is: begins("customer#", "text#"),
    unread: ["expires", "customer"],
    read: async (row, table) => KnownText.parse(await heldAs(row, table)),
  },
];

const conversationOf = (key: string) => ConversationId.parse(after(key));
const conversationsOf = ({ dynamo }: RowsTable) =>
  conversationStore(dynamo, NAME, {
    key: keys.addresses,
    random: () => Buffer.alloc(0),
    keptDays: async () => 365,
    now: () => "2026-11-28T12:00:00Z",
  });
async function readEvents(conversation: ConversationId, table: RowsTable) {
  const head = await conversationsOf(table).head(conversation);
  return head === undefined ? [] : conversationsOf(table).read(head);
}
const addressOfStranger = ({ pk }: StoredRow) =>
  AddressHash.parse({ channel: partsOf(pk)[1], hmac: partsOf(pk)[2] });

const conversationRows: readonly RowKind[] = [
  {
    name: "event of a conversation",
    is: begins("conversation#", "e#"),
    async read(row, table) {
      const events = await readEvents(conversationOf(row.pk), table);
      const found = events.find(({ sequence }) => sequence === row.sequence);
      if (found === undefined || (row.sealed === undefined) !== (found.words === undefined))
        throw new Error("The words do not open");
      const { words, ...event } = found;
      return { ...event, ...(words && { sealed: row.sealed }) };
    },
  },
  {
    name: "head of a conversation",
    is: begins("conversation#", "head"),
    read: (row, table) => conversationsOf(table).head(conversationOf(row.pk)),
  },
  {
    name: "salt of a conversation",
    is: begins("conversation#", "salt"),
    async read(row, table) {
      const [first] = await readEvents(conversationOf(row.pk), table);
      const { sealed, salt, expires } = row;
      return first?.words && { ...(sealed ? { sealed } : { salt }), expires };
    },
  },
  {
    name: "conversation at the desk",
    is: begins("desk#"),
    async read(row, table) {
      const queue = DeskQueue.parse(after(row.pk));
      const { heads } = await conversationsOf(table).desk(queue, { limit: 100 });
      const found = heads.find(({ conversation }) => row.sk.endsWith(conversation));
      return found && { conversation: found.conversation };
    },
  },
  {
    name: "known conversation",
    is: begins("customer#", "conversation#"),
    unread: ["customer"],
    async read(row, table) {
      const [conversation] = await conversationsOf(table).ofCustomer(ownerOf(row));
      const person = await peopleOf(table).readPerson(ownerOf(row), "2026-11-28T12:00:00Z");
      return { conversation, complaint: person?.openComplaint };
    },
  },
  {
    name: "conversation that is talked in",
    is: begins("customer#", "talking#"),
    read: async (row, table) => ({
      conversation: await conversationsOf(table).talking(
        { customer: ownerOf(row) },
        WordsChannel.parse(after(row.sk)),
      ),
    }),
  },
  {
    name: "conversation of a stranger",
    is: begins("stranger#", "conversation#"),
    async read(row, table) {
      const [conversation] = await conversationsOf(table).ofStranger(addressOfStranger(row));
      return { conversation };
    },
  },
  {
    name: "conversation that a stranger talks in",
    is: begins("stranger#", "talking"),
    read: async (row, table) => ({
      conversation: await conversationsOf(table).talking({ address: addressOfStranger(row) }, "sms"),
    }),
  },
  {
    name: "words that were heard",
    is: begins("heard#"),
    unread: ["expires"],
    read: ({ pk }, table) => conversationsOf(table).heardBefore(WordsId.parse(after(pk))),
  },
];

export const peopleKinds: readonly RowKind[] = [
  ...conversationRows,
  ...identityRows,
  ...addressRows,
  ...consentRows,
  ...sendRows,
  ...cardRows,
  ...visitRows,
  ...feedbackKinds,
];
