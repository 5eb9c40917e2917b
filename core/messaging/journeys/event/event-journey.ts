import type * as z from "zod";
import type { EventContract } from "../../../events/catalog.ts";
import type { CustomerId } from "../../../model/customer.ts";
import type { EventJourney } from "../../../model/journey.ts";
import type { Topic } from "../../../model/topic.ts";
import { TaskInputError } from "../../../platform/lambda/task.ts";
import { type MessageName, messageOf } from "../../content/catalog.ts";
import type { CustomerReads, FactsGathered } from "../facts.ts";

/** Reads the facts of a message, as of now. Changes nothing. */
type Facts<Detail> = (detail: Detail, reads: CustomerReads) => FactsGathered | Promise<FactsGathered>;

/** As `Facts`, for an unparsed detail. Throws TaskInputError when the detail does not fit. */
type Gather = (detail: unknown, reads: CustomerReads) => Promise<FactsGathered>;

/** How `start-journey` starts a journey. */
export interface StartedByEvent {
  readonly runName: string;
  /** The customer must want this topic on some channel, or no run starts. */
  readonly onlyIfWanted?: Topic;
}

/**
 * A journey as the stack, the workflows, the functions, the command line and the docs read it.
 * - `workflow`: its file in state-machines/
 * - `on`: the events that start it; none: another journey does
 * - `message`: what it sends; absent: the workflow chooses among several
 * - `start`: absent: its events, if any, reach the workflow without `start-journey`
 * - `gather`: absent: `gather-facts` has nothing to read for it
 */
export interface DeclaredJourney {
  readonly name: EventJourney;
  readonly workflow: string;
  readonly on: readonly EventContract[];
  readonly message?: MessageName;
  readonly start?: StartedByEvent;
  readonly sendKey?: string;
  readonly gather?: Gather;
}

/**
 * - `name`: of its stop switch, state machine and send keys. `npm run generate` makes the type know a new one
 * - `on`: the events that start it
 * - `runName`: the id of an event's subject, in JSONata over `$detail`: the same event delivered again starts no second run,
 *   and the message is sent once for it. Letters, digits, `-` and `_`, at most 71 characters (Step Functions, and the
 *   nine that a redrive adds)
 * - `facts`: read before each attempt to send, also after a wait
 * - `startOnlyIf`: `topicWanted` starts no run for a customer who wants the message's topic on no channel: for events
 *   that happen much more often than customers want messages about them
 */
interface JourneyProps<Contract extends EventContract> {
  readonly name: EventJourney;
  readonly on: readonly Contract[];
  readonly runName: string;
  readonly message: MessageName;
  readonly facts: Facts<z.output<Contract["detail"]>>;
  readonly startOnlyIf?: "topicWanted";
}

type NamesCustomer = EventContract<z.ZodType<{ readonly customer: CustomerId }>>;

/**
 * A journey that gathers facts, sends one message, and waits until it may be sent where it may not be yet:
 * state-machines/event-journey.asl.json. Its events name the customer.
 * - `sendKey`: in JSONata over `$detail`, what the message is sent once for; absent: `<name>:<runName>`
 */
export function eventJourney<Contract extends NamesCustomer>(
  props: JourneyProps<Contract> & { readonly sendKey?: string },
): DeclaredJourney {
  const { sendKey = `'${props.name}:' & ${props.runName}` } = props;
  return { ...specialJourney(props), workflow: "event-journey", sendKey };
}

/** A journey with more steps than `eventJourney`, in the file of its name in state-machines/. */
export function specialJourney<Contract extends EventContract>(
  props: Omit<JourneyProps<Contract>, "facts"> & Partial<Pick<JourneyProps<Contract>, "facts">>,
): DeclaredJourney {
  const { name, on, runName, message, startOnlyIf, facts } = props;
  return {
    name,
    workflow: name,
    on,
    message,
    start: { runName, ...(startOnlyIf && { onlyIfWanted: messageOf(message).topic }) },
    ...(facts && {
      gather: gatherOf<Contract["detail"]>(
        on.map(({ detail }) => detail),
        facts,
      ),
    }),
  };
}

/** A journey that another one starts, with a detail of its own. */
export function startedJourney<Detail extends z.ZodType>(props: {
  readonly name: EventJourney;
  readonly message: MessageName;
  readonly detail: Detail;
  readonly facts: Facts<z.output<Detail>>;
}): DeclaredJourney {
  const { name, message, detail, facts } = props;
  return { name, workflow: name, on: [], message, gather: gatherOf([detail], facts) };
}

function gatherOf<Detail extends z.ZodType>(
  schemas: readonly Detail[],
  facts: Facts<z.output<Detail>>,
): Gather {
  return async (detail, reads) => {
    for (const schema of schemas) {
      const result = schema.safeParse(detail);
      if (result.success) return facts(result.data, reads);
    }
    throw new TaskInputError("The event's detail does not fit the journey");
  };
}
