import { pageOf } from '../../../cloud/page.ts';
import { asked } from '../asked.ts';
import { cloudWatchError, notModelled, validationError } from '../errors.ts';
import { cloudWatchLimits as limits } from '../limits.ts';
import type { AlarmType, Input, Output } from '../schema.ts';
import type { Alarm } from './alarm.ts';
import type { Alarms } from './alarms.ts';
import { dateOf, describedAlarm, passesAlarmFilters } from './described.ts';

type Request = Input<'DescribeAlarms'>;
type Answer = Output<'DescribeAlarms'>;

/** DescribeAlarms: metric alarms, unless other types are asked for. */
export function describeAlarms(input: Request, alarms: Alarms): Answer {
  const { childrenOfAlarmName, parentsOfAlarmName, alarmTypes = ['MetricAlarm'] } = input;
  if (input.alarmNames && input.alarmNamePrefix !== undefined) {
    throw validationError('AlarmNames and AlarmNamePrefix are mutually exclusive');
  }
  if (childrenOfAlarmName !== undefined || parentsOfAlarmName !== undefined) return relatives(input, alarms);
  if (alarmTypes.includes('LogAlarm')) throw notModelled('log alarms');
  const found = alarms
    .list()
    .filter((alarm) => alarmTypes.includes(alarm.type) && passesAlarmFilters(alarm, input));
  return pageOfAlarms(found, input, describedAlarm);
}

/** The children or the parents of an alarm, with little about each. */
function relatives(input: Request, alarms: Alarms): Answer {
  const { childrenOfAlarmName, parentsOfAlarmName, maxRecords: _, nextToken: __, ...rest } = input;
  if (
    Object.keys(rest).length > 0 ||
    (childrenOfAlarmName !== undefined && parentsOfAlarmName !== undefined)
  ) {
    throw validationError('ChildrenOfAlarmName and ParentsOfAlarmName take no other filter beside them');
  }
  const alarm = alarms.find(childrenOfAlarmName ?? parentsOfAlarmName!);
  if (!alarm) throw cloudWatchError('ResourceNotFound', '');
  if (childrenOfAlarmName === undefined) {
    return pageOfAlarms(alarms.parentsOf(alarm), input, ({ name, arn }) => ({
      alarmName: name,
      alarmArn: arn,
    }));
  }
  return pageOfAlarms(alarms.childrenOf(alarm), input, (child) => {
    const { alarmName, alarmArn, stateValue, stateUpdatedTimestamp } = describedAlarm(child);
    return { alarmName, alarmArn, stateValue, stateUpdatedTimestamp } as ReturnType<typeof describedAlarm>;
  });
}

function pageOfAlarms(
  all: readonly Alarm[],
  { maxRecords = limits.listedAlarms.default, nextToken }: Request,
  describe: (alarm: Alarm) => Partial<ReturnType<typeof describedAlarm>>,
): Answer {
  const { page, nextToken: next } = pageOf(all, asked(maxRecords, nextToken));
  const of = (type: AlarmType) => page.filter((alarm) => alarm.type === type).map(describe);
  return {
    metricAlarms: of('MetricAlarm'),
    compositeAlarms: of('CompositeAlarm'),
    nextToken: next,
  } as Answer;
}

/** DescribeAlarmHistory: the newest items first, unless asked otherwise. */
export function describeAlarmHistory(
  input: Input<'DescribeAlarmHistory'>,
  alarms: Alarms,
): Output<'DescribeAlarmHistory'> {
  const { alarmName, alarmTypes = ['MetricAlarm'], historyItemType, startDate, endDate } = input;
  const { maxRecords = limits.listedHistory.default, nextToken } = input;
  const found = alarms.history
    .items(alarms.now)
    .filter(
      (item) =>
        (alarmName === undefined ? alarmTypes.includes(item.alarmType) : item.alarmName === alarmName) &&
        (historyItemType ?? item.historyItemType) === item.historyItemType &&
        item.at * 1000 >= (startDate?.getTime() ?? -Infinity) &&
        item.at * 1000 <= (endDate?.getTime() ?? Infinity),
    );
  if (input.scanBy !== 'TimestampAscending') found.reverse();
  const { page, nextToken: next } = pageOf(found, asked(maxRecords, nextToken));
  return {
    alarmHistoryItems: page.map(({ at, ...item }) => ({ ...item, timestamp: dateOf(at) })),
    nextToken: next,
  };
}
