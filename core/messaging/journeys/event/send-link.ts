import {
  AddressChangeAsked,
  AddressChanged,
  CustomerJoined,
  SignInAsked,
  TextAnswered,
} from "../../../events/catalog.ts";
import type { DeclaredJourney } from "./event-journey.ts";

/**
 * Answers what a customer did a moment ago: a link that confirms, signs in or changes an address, or one text. An answer goes out within
 * minutes or not at all, so the events start its runs directly: `start-journey` would only add to the wait.
 */
export const sendLink: DeclaredJourney = {
  name: "send-link",
  workflow: "send-link",
  on: [CustomerJoined, SignInAsked, AddressChangeAsked, AddressChanged, TextAnswered],
};
