import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from "@nestjs/common";
import {
  ConfigService,
  type ID,
  type JobQueue,
  JobQueueService,
  Logger,
  Order,
  Refund,
  RefundLine,
  RequestContext,
  TransactionalConnection,
} from "@vendure/core";
import { LessThan } from "typeorm";
import { purchaseMessage, refundMessage, signed } from "./message";
import { LOG, WELLSPRING_OPTIONS, type WellspringOptions } from "./options";
import { PendingMessage } from "./pending-message.entity";

/** Attempts of one job; what fails longer is queued again by the scheduled task. */
const RETRIES = 4;
const TIMEOUT_MS = 10_000;
/** A message that is younger has a job of its own on its way. */
const PENDING_MS = 60_000;
/** How many of those that wait are queued at once, the oldest first. */
const QUEUED_AT_ONCE_MAX = 200;

const QUEUE = "wellspring";

export class NotTakenError extends Error {
  override readonly name = "NotTakenError";
}

/**
 * Carries each settled payment and refund to Wellspring, at least once and in any order; Wellspring counts each once. A message
 * is a row before it is a job: neither a crash between the two, nor one in the middle of a job, loses it.
 */
@Injectable()
export class Outbox implements OnModuleInit, OnApplicationBootstrap {
  private queue: JobQueue<{ messageId: string }>;

  constructor(
    private readonly connection: TransactionalConnection,
    private readonly jobs: JobQueueService,
    private readonly config: ConfigService,
    @Inject(WELLSPRING_OPTIONS) private readonly options: WellspringOptions,
  ) {}

  async onModuleInit(): Promise<void> {
    this.queue = await this.jobs.createQueue({
      name: QUEUE,
      process: ({ data }) => this.send(data.messageId),
    });
  }

  /** What a process that ended left behind goes out when the next one starts. */
  async onApplicationBootstrap(): Promise<void> {
    await this.queueWaiting(new Date());
  }

  /** Writes down that a message is due, in the transaction of `ctx`: it is due exactly if that commits. */
  async write(
    ctx: RequestContext,
    message: Pick<PendingMessage, "messageId" | "orderId" | "refundId" | "at">,
  ) {
    await this.connection.getRepository(ctx, PendingMessage).insert(message);
  }

  /** Queues a message whose transaction has committed. */
  async enqueue(messageId: string): Promise<void> {
    await this.queue.add({ messageId }, { retries: RETRIES });
  }

  /** Queues what waits longer than a job takes, and returns how many there were. A second job of one message finds it gone. */
  async queueWaiting(before = new Date(Date.now() - PENDING_MS)): Promise<number> {
    const waiting = await this.connection.rawConnection.getRepository(PendingMessage).find({
      where: { createdAt: LessThan(before) },
      order: { createdAt: "ASC" },
      take: QUEUED_AT_ONCE_MAX,
    });
    for (const { messageId } of waiting) await this.enqueue(messageId);
    return waiting.length;
  }

  private async send(messageId: string): Promise<string> {
    const pending = this.connection.rawConnection.getRepository(PendingMessage);
    const message = await pending.findOne({ where: { messageId } });
    if (message === null) return "sent before";
    const body = JSON.stringify(await this.bodyOf(message));
    const { address, key } = this.options;
    const response = await fetch(address, {
      method: "POST",
      headers: signed(body, messageId, key, Date.now()),
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer = await response.text();
    if (!response.ok) {
      Logger.error(`${messageId} was answered ${response.status} and is sent again: ${answer}`, LOG);
      throw new NotTakenError(`Wellspring answered ${response.status}: ${answer}`);
    }
    if (/"(warnings|faults)"/.test(answer)) Logger.warn(`${messageId} was taken: ${answer}`, LOG);
    await pending.delete({ messageId });
    return answer;
  }

  private async bodyOf({ orderId, refundId, at }: PendingMessage): Promise<object> {
    const order = await this.orderOf(orderId);
    const precision = this.config.entityOptions.moneyStrategy.precision ?? 2;
    if (refundId === null) return purchaseMessage(order, at, precision);
    const { rawConnection } = this.connection;
    const { total } = await rawConnection.getRepository(Refund).findOneOrFail({ where: { id: refundId } });
    const lines = await rawConnection.getRepository(RefundLine).find({ where: { refundId } });
    return refundMessage(order, { id: refundId, total, lines }, at, precision);
  }

  private orderOf(id: ID): Promise<Order> {
    return this.connection.rawConnection.getRepository(Order).findOneOrFail({
      where: { id },
      relations: ["lines", "lines.productVariant", "surcharges", "payments", "customer"],
    });
  }
}
