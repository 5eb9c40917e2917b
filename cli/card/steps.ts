import type { Wallet } from "../../core/model/wallet.ts";

/** What a brand does at Apple and at Google before a stage can write cards, in order. */
export const STEPS: Readonly<Record<Wallet, readonly string[]>> = {
  apple: [
    "Have an account of the Apple Developer Program ($99 a year): https://developer.apple.com/programs/",
    "Under Certificates, Identifiers & Profiles make an identifier of the kind Pass Type ID, such as pass.com.example.card. It never changes.",
    'Make a key and a request: openssl req -new -newkey rsa:2048 -nodes -keyout pass.key -out pass.csr -subj "/CN=Card"',
    "At the identifier press Create Certificate, upload pass.csr, and download pass.cer. It is valid for about a year.",
    "Download the intermediate certificate Worldwide Developer Relations G4: https://www.apple.com/certificateauthority/",
    "Check and store them: npx wellspring --stage <stage> card setup apple --certificate pass.cer --key pass.key --wwdr AppleWWDRCAG4.cer",
  ],
  google: [
    "Ask for an issuer account at https://pay.google.com/business/console, part Google Wallet API, and note the issuer's number.",
    "In a project of Google Cloud switch on the Google Wallet API, make a service account, and download a key of it as JSON.",
    "In the console, under Users, add the service account's email address as a Developer.",
    "Check and store it: npx wellspring --stage <stage> card setup google --issuer <number> --account <file>.json",
    "In demo mode only your test accounts can save a card: ask for publishing access in the console when it looks right.",
  ],
};

export const TITLES: Readonly<Record<Wallet, string>> = { apple: "Apple Wallet", google: "Google Wallet" };
