import * as z from "zod";

/** What each address answers to. HEAD is answered as GET, and neither changes anything. */
export const PEOPLE_ROUTES = [
  { path: "/join", methods: ["GET", "HEAD", "POST"] },
  { path: "/confirm/{token}", methods: ["GET", "HEAD", "POST"] },
  { path: "/sign-in", methods: ["GET", "HEAD", "POST"] },
  { path: "/sign-in/{token}", methods: ["GET", "HEAD", "POST"] },
  { path: "/change/{token}", methods: ["GET", "HEAD", "POST"] },
  { path: "/letter/{token}", methods: ["GET", "HEAD", "POST"] },
  { path: "/c/{token}", methods: ["GET", "HEAD", "POST"] },
  // As a QR code has it, which holds capitals in fewer dots.
  { path: "/C/{token}", methods: ["GET", "HEAD", "POST"] },
  { path: "/claim", methods: ["GET", "HEAD", "POST"] },
  { path: "/sign-out", methods: ["POST"] },
  { path: "/preferences", methods: ["GET", "HEAD", "POST"] },
  { path: "/preferences/what", methods: ["GET", "HEAD", "POST"] },
  { path: "/preferences/when", methods: ["GET", "HEAD", "POST"] },
  { path: "/preferences/about", methods: ["GET", "HEAD", "POST"] },
  { path: "/preferences/address", methods: ["GET", "HEAD", "POST"] },
  { path: "/preferences/data", methods: ["GET", "HEAD", "POST"] },
  { path: "/preferences/delete", methods: ["GET", "HEAD", "POST"] },
  { path: "/history", methods: ["GET", "HEAD"] },
  { path: "/impact/me", methods: ["GET", "HEAD", "POST"] },
  { path: "/card", methods: ["GET", "HEAD", "POST"] },
  { path: "/unsubscribe/{token}", methods: ["GET", "HEAD", "POST"] },
] as const;
export type PeoplePath = (typeof PEOPLE_ROUTES)[number]["path"];

/** On stages that publish a log: where anybody checks a gift, and the proofs of a claim link's purchase and of a customer's own. */
export const PROOF_ROUTES = [
  { path: "/verify", methods: ["GET", "HEAD"] },
  { path: "/c/{token}/proof", methods: ["GET", "HEAD"] },
  { path: "/me/gifts/{gift}/proof", methods: ["GET", "HEAD"] },
] as const;
export type ProofPath = (typeof PROOF_ROUTES)[number]["path"];

/** Where a customer's card goes into the wallet of a phone, on stages that have a wallet's keys. `logo` is fetched by Google. */
export const WALLET_ROUTES = [
  { path: "/card/apple", methods: ["GET", "HEAD"] },
  { path: "/card/google", methods: ["GET", "HEAD", "POST"] },
  { path: "/card/logo.png", methods: ["GET", "HEAD"] },
] as const;
export type WalletPath = (typeof WALLET_ROUTES)[number]["path"];

/** Where customers say in private what happened: a store's code, a shelf's, or the link of a receipt. */
export const FEEDBACK_ROUTES = [{ path: "/f/{place}", methods: ["GET", "HEAD", "POST"] }] as const;

/** Where phones ask for the cards in Apple's wallet; Apple states what follows `/wallet`. */
export const APPLE_SERVICE_ROUTES = [
  { path: "/wallet/v1/devices/{device}/registrations/{passType}/{serial}", methods: ["POST", "DELETE"] },
  { path: "/wallet/v1/devices/{device}/registrations/{passType}", methods: ["GET"] },
  { path: "/wallet/v1/passes/{passType}/{serial}", methods: ["GET"] },
  { path: "/wallet/v1/log", methods: ["POST"] },
] as const;
export type AppleServicePath = (typeof APPLE_SERVICE_ROUTES)[number]["path"];
/** What cards in Apple's wallet name, from the site's own address on. */
export const APPLE_SERVICE_ROOT = "/wallet";

/** Where the brand's own people work, on stages that have a desk. */
export const DESK_ROUTES = [
  { path: "/desk", methods: ["GET", "HEAD"] },
  { path: "/desk/sign-in", methods: ["POST"] },
  { path: "/desk/callback", methods: ["GET", "HEAD", "POST"] },
  { path: "/desk/sign-out", methods: ["POST"] },
  { path: "/desk/inbox", methods: ["GET", "HEAD"] },
  { path: "/desk/conversations/{conversation}", methods: ["GET", "HEAD", "POST"] },
  { path: "/desk/payouts", methods: ["GET", "HEAD", "POST"] },
  { path: "/desk/staff", methods: ["GET", "HEAD", "POST"] },
] as const;
export type DeskPath = (typeof DESK_ROUTES)[number]["path"];

/** What a charity is told of a payment, and says of it, behind the link of its letter. */
export const CHARITY_ROUTES = [{ path: "/payments/{token}", methods: ["GET", "HEAD", "POST"] }] as const;
export type CharityPath = (typeof CHARITY_ROUTES)[number]["path"];

/** A customer's own pages: where a link leads once its reader is signed in, and nowhere else. */
export const AccountPath = z.enum([
  "/preferences",
  "/preferences/what",
  "/preferences/when",
  "/preferences/about",
  "/history",
  "/impact/me",
  "/card",
]);
export type AccountPath = z.infer<typeof AccountPath>;

/** The links that messages carry, from the site's own address on. */
export const linkPaths = {
  confirm: (token: string) => `/confirm/${token}`,
  signIn: (token: string) => `/sign-in/${token}`,
  changeAddress: (token: string) => `/change/${token}`,
  letter: (token: string) => `/letter/${token}`,
  unsubscribe: (token: string) => `/unsubscribe/${token}`,
  claim: (token: string) => `/c/${token}`,
  feedback: (place: string) => `/f/${place}`,
  payment: (token: string) => `/payments/${token}`,
  preferences: "/preferences",
  impact: "/impact/me",
  card: "/card",
} as const;
