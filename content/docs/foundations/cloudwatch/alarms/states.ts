import type { Cloud } from 'desired-capacity';

export interface Span {
  start: number;
  end: number;
  label: string;
}

/** The states that an alarm has been in, from its history, in seconds. */
export function states(cloud: Cloud, alarmName: string): Span[] {
  const { alarmHistoryItems = [] } = cloud.cloudwatch.describeAlarmHistory({
    alarmName,
    historyItemType: 'StateUpdate',
    scanBy: 'TimestampAscending',
    maxRecords: 100,
  });
  const began = cloud.simulation.epochMillis - cloud.now * 1000;
  const spans = [{ start: 0, end: cloud.now, label: 'INSUFFICIENT_DATA' }];
  for (const { timestamp, historySummary } of alarmHistoryItems) {
    const start = (timestamp!.getTime() - began) / 1000;
    spans.at(-1)!.end = start;
    const label = historySummary!.split(' to ')[1]!;
    spans.push({ start, end: cloud.now, label });
  }
  return spans;
}
