/** How many digits at the end of a number name the line; before them stands the area. */
const LINE_DIGITS = 7;
const RUNS = ["0123456789".repeat(2), "9876543210".repeat(2)];
/** Area code and exchange of the North American plan never begin with 0 or 1. */
const NORTH_AMERICAN = /^[2-9]\d{2}[2-9]\d{6}$/;
const DIRECTORY_ASSISTANCE = /5551212$/;

/**
 * Whether a national number is what tills and forms enter where a customer gives none, such as 000-000-0000, 1234567890 or
 * 555-123-4567: it identifies nobody, as all who gave none would be one customer.
 */
export function isPlaceholderNumber(callingCode: string, national: string): boolean {
  const line = national.slice(-LINE_DIGITS);
  if (isRepeated(line, 1) || isRepeated(national, 3) || allButOneAlike(national) || isRun(national))
    return true;
  if (callingCode !== "1") return false;
  return isRun(line) || !NORTH_AMERICAN.test(national) || DIRECTORY_ASSISTANCE.test(national);
}

/** The same up to `length` digits again and again: 5555555, 1212121212, 123123123. */
function isRepeated(digits: string, length: number): boolean {
  const lengths = Array.from({ length }, (_, index) => index + 1);
  return lengths.some((period) => [...digits].every((digit, at) => digit === digits[at % period]));
}

function allButOneAlike(digits: string): boolean {
  return [...new Set(digits)].some((digit) => digits.replaceAll(digit, "").length <= 1);
}

function isRun(digits: string): boolean {
  return RUNS.some((run) => run.includes(digits));
}

/** Names of mailboxes that stand for no person, without what separates their words. */
const NOBODY = new Set(
  (
    "noreply donotreply dontreply noresponse noemail nomail noaddress nocustomer none nobody null undefined nil " +
    "notprovided notgiven notavailable notapplicable unknown unbekannt anonymous anonym anon walkin walkincustomer " +
    "guest guestcustomer guestuser guestcheckout laufkunde laufkundschaft barverkauf keineemail keinemail ohneemail " +
    "ohnemail cashcustomer customer kunde test tests tester testing testuser testemail dummy fake " +
    "example sample invalid placeholder mailerdaemon postmaster devnull bounce bounces asdf asdfasdf qwerty"
  ).split(" "),
);
/** Domains that people type in place of an address, by the label before their ending. */
const NOWHERE = new Set("none noemail nomail noaddress test fake nowhere unknown asdf qwerty".split(" "));
/** What is typed on both sides of the sign by people who give none. */
const TYPED_TWICE = new Set("abc abcd xyz asd qwe 123 1234 email mail no na".split(" "));
/** Endings that are never delivered to (RFC 2606, RFC 6762). */
const UNDELIVERED = /\.(?:invalid|local|localhost|localdomain|internal)$/;

/**
 * Whether a normal address is what tills and forms enter where a customer gives none, such as noreply@… or test@test.com: it
 * identifies nobody. An address that a marketplace makes for each buyer identifies that buyer.
 */
export function isPlaceholderEmail(email: string): boolean {
  const at = email.lastIndexOf("@");
  const [mailbox = ""] = email.slice(0, at).split("+");
  const name = mailbox.replace(/[._~-]/g, "");
  const domain = email.slice(at + 1);
  const [label = ""] = domain.split(".").slice(-2);
  const typedTwice = name === label && TYPED_TWICE.has(name);
  const keyHeld = isRepeated(name, 1) && isRepeated(label, 1);
  return (
    NOBODY.has(name.replace(/\d+$/, "")) ||
    NOWHERE.has(label.replaceAll("-", "")) ||
    UNDELIVERED.test(domain) ||
    typedTwice ||
    keyHeld
  );
}

/** What tills send in place of a card's token where nobody paid by card. */
const NO_CARD = new Set("none null undefined unknown cash bar na test testcard giftcard voucher".split(" "));

/** Whether a card's token is what tills send where there is no card: a word, or one sign again and again. */
export function isPlaceholderCard(token: string): boolean {
  const sign = token.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  return sign === "" || NO_CARD.has(sign) || isRepeated(sign, 1);
}
