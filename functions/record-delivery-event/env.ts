import * as z from "zod";

export const RecordDeliveryEventEnv = z.object({ PEOPLE_TABLE: z.string().min(1) });
export type RecordDeliveryEventEnv = z.infer<typeof RecordDeliveryEventEnv>;
