import { isStaffApprover } from "../../settlement/approver.ts";
import { type Payout, payoutState } from "../../settlement/payout.ts";
import { Form, Submit } from "../../site/ui/form.tsx";
import { type RenderedView, ViewPart } from "../../site/ui/layout.tsx";
import type { AccountContext } from "../../site/ui/page.ts";
import { deskView } from "../frame/frame.tsx";
import { mayAct } from "../roles/permissions.ts";
import type { StaffMember } from "../sessions/desk-session.store.ts";
import type { DeskSession } from "../sessions/desk-session.ts";
import { deskWords } from "../words/in-language.ts";
import { approverOf, signerNames } from "./approver.ts";
import { isToApprove } from "./to-approve.ts";

/** The field that names the payout. */
export const PAYOUT = "payout";
/** Of those that nobody waits for, the newest. */
const OTHERS_MAX = 50;

interface ShownPayouts {
  readonly context: AccountContext;
  readonly member: DeskSession;
  readonly payouts: readonly Payout[] | undefined;
  readonly members: readonly StaffMember[];
  readonly done: string | undefined;
  readonly refused: string | undefined;
}

export function payoutsView(shown: ShownPayouts): RenderedView {
  const { context, member, payouts, done, refused } = shown;
  const { payouts: words } = deskWords(context.formatter);
  const waiting = (payouts ?? []).filter(isToApprove).toSorted(byDay);
  const others = (payouts ?? []).filter((one) => !isToApprove(one)).toSorted(byDay);
  return deskView({
    context,
    member,
    path: "/desk/payouts",
    title: words.title,
    text: words.text,
    said: (
      <>
        {done !== undefined && (
          <p class="notice" role="status">
            {done}
          </p>
        )}
        {refused !== undefined && (
          <p class="notice" role="alert">
            {refused}
          </p>
        )}
      </>
    ),
    children:
      payouts === undefined ? (
        <ViewPart id="waiting" title={words.waiting}>
          <p>{words.unread}</p>
        </ViewPart>
      ) : (
        <>
          <ViewPart id="waiting" title={words.waiting}>
            {waiting.length === 0 && <p>{words.none}</p>}
            <ul class="entries">
              {waiting.map((payout) => (
                <li>
                  <ToApprove payout={payout} shown={shown} />
                </li>
              ))}
            </ul>
          </ViewPart>
          {others.length > 0 && (
            <ViewPart id="others" title={words.others}>
              <ul class="entries">
                {others.slice(-OTHERS_MAX).map((payout) => (
                  <li>
                    <Other payout={payout} context={context} />
                  </li>
                ))}
              </ul>
            </ViewPart>
          )}
        </>
      ),
  });
}

function byDay(one: Payout, other: Payout): number {
  return `${one.through} ${one.name} ${one.id}` < `${other.through} ${other.name} ${other.id}` ? -1 : 1;
}

function ToApprove({ payout, shown }: { readonly payout: Payout; readonly shown: ShownPayouts }) {
  const { context, member, members } = shown;
  const words = deskWords(context.formatter);
  const { money, day, date, number, all, text } = context.formatter;
  const nameOf = signerNames(members, words);
  const { name, minor, currency, funding, causes, through, batched, approvals } = payout;
  const by = approvedBy(payout);
  // A cause that the brand states no more has its slug.
  const named = causes.map((slug) => {
    const stated = context.brandConfig.causes.find((cause) => cause.slug === slug);
    return stated === undefined ? slug : text(stated.name);
  });
  return (
    <>
      <h3>
        {money(minor, currency)}, {name}
      </h3>
      <p>
        {words.payouts.fundings[funding]}: {all(named)}
      </p>
      <p>{words.payouts.proposed(day(through), date(batched.at), nameOf(batched.by))}</p>
      <p>
        {words.payouts.needs(number(by.length), number(approvals))}
        {by.length > 0 && ` ${words.payouts.approvedBy(all(by.map(nameOf)))}`}
      </p>
      <Approval payout={payout} context={context} member={member} />
    </>
  );
}

/** The button, or why there is none. */
function Approval({
  payout,
  context,
  member,
}: Pick<ShownPayouts, "context" | "member"> & { readonly payout: Payout }) {
  const { payouts: words } = deskWords(context.formatter);
  const by = approvedBy(payout);
  if (!mayAct(member.roles, "approvePayout")) return <p>{words.mayNot}</p>;
  if (by.includes(approverOf(member))) return <p>{words.youDid}</p>;
  if (by.some((one) => !isStaffApprover(one))) return <p>{words.byCommand}</p>;
  return (
    <Form action="/desk/payouts" context={context}>
      <input type="hidden" name={PAYOUT} value={payout.id} />
      <Submit>{words.approve(context.formatter.money(payout.minor, payout.currency), payout.name)}</Submit>
    </Form>
  );
}

function Other({ payout, context }: { readonly payout: Payout; readonly context: AccountContext }) {
  const { payouts: words } = deskWords(context.formatter);
  const state = payoutState(payout);
  return (
    <>
      <h3>
        {context.formatter.money(payout.minor, payout.currency)}, {payout.name}
      </h3>
      <p>{state.kind === "batched" ? words.approvedState : words.states[state.kind]}</p>
      {"because" in state && <p>{words.because(state.because)}</p>}
    </>
  );
}

function approvedBy(payout: Payout): readonly string[] {
  const state = payoutState(payout);
  return state.kind === "batched" ? state.approvedBy : [];
}
