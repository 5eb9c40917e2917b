import { type CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";

/** An alarm that rings now: its name, and in words what has happened. */
export interface RingingAlarm {
  readonly name: string;
  readonly meaning: string;
}

/** A stage has a few dozen alarms, and a page of the answer holds a hundred. */
const PAGES_MAX = 5;

/**
 * The alarms of a stage that ring now. Of the stage `shop`, and not of `shop-eu`: a name is that of a stack, of one part, and of the alarm
 * in it.
 */
export function alarmsClient(
  cloudWatch: CloudWatchClient,
  stage: string,
): () => Promise<readonly RingingAlarm[]> {
  const prefix = `wellspring-${stage}-`;
  return async () => {
    const ringing: RingingAlarm[] = [];
    let pages = 0;
    const asked = { AlarmNamePrefix: prefix, StateValue: "ALARM" } as const;
    for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client: cloudWatch }, asked)) {
      for (const { AlarmName: name = "", AlarmDescription: meaning = "" } of MetricAlarms)
        if (/^[^-]+-[^-]+-[^-]+$/.test(name.slice(prefix.length))) ringing.push({ name, meaning });
      pages += 1;
      if (pages === PAGES_MAX) break;
    }
    return ringing;
  };
}
