import { cloudWatchLimits } from '../limits.ts';
import type { AlarmType, HistoryItemType } from '../schema.ts';
import type { Alarm } from './alarm.ts';
import type { AlarmState } from './alarm-state.ts';

/** One thing that happened to an alarm. */
export interface HistoryItem {
  readonly alarmName: string;
  readonly alarmType: AlarmType;
  /** In seconds since 1970. */
  readonly at: number;
  readonly historyItemType: HistoryItemType;
  readonly historySummary: string;
  /** JSON. */
  readonly historyData: string;
}

/**
 * What happened to the alarms of a Region in the last 30 days, oldest first; what happened to deleted alarms stays.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html
 */
export class AlarmHistory {
  #items: HistoryItem[] = [];
  #expired = 0;

  /** The items, oldest first. */
  items(now: number): readonly HistoryItem[] {
    this.#expire(now);
    return this.#items.slice(this.#expired);
  }

  /** An alarm was created, updated or deleted. */
  configured(alarm: Alarm, change: 'created' | 'updated' | 'deleted', now: number): void {
    const { given } = alarm.configuration;
    const type = change === 'created' ? 'Create' : change === 'updated' ? 'Update' : 'Delete';
    const data = { version: '1.0', type, [`${change}Alarm`]: given };
    this.#add(alarm, 'ConfigurationUpdate', `Alarm "${alarm.name}" ${change}`, data, now);
  }

  /** An alarm changed its state. */
  changed(alarm: Alarm, old: AlarmState, now: number): void {
    const summary = `Alarm updated from ${old.stateValue} to ${alarm.state.stateValue}`;
    const data = { version: '1.0', oldState: stateData(old), newState: stateData(alarm.state) };
    this.#add(alarm, 'StateUpdate', summary, data, now);
  }

  /** An action ran, or failed with an error. */
  acted(alarm: Alarm, arn: string, error: string | undefined, now: number): void {
    const summary =
      error === undefined
        ? `Successfully executed action ${arn}`
        : `Failed to execute action ${arn}. Received error: "${error}"`;
    const actionState = error === undefined ? 'Succeeded' : 'Failed';
    const data = {
      actionState,
      stateUpdateTimestamp: Math.round(alarm.state.updatedAt * 1000),
      notificationResource: arn,
      error,
    };
    this.#add(alarm, 'Action', summary, data, now);
  }

  #add(
    { name, type }: Alarm,
    historyItemType: HistoryItemType,
    historySummary: string,
    data: object,
    now: number,
  ): void {
    this.#expire(now);
    const historyData = JSON.stringify(data);
    this.#items.push({
      alarmName: name,
      alarmType: type,
      at: now,
      historyItemType,
      historySummary,
      historyData,
    });
  }

  #expire(now: number): void {
    const since = now - cloudWatchLimits.history.default;
    while (this.#expired < this.#items.length && this.#items[this.#expired]!.at < since) this.#expired++;
    if (this.#expired * 2 <= this.#items.length || this.#expired < 64) return;
    this.#items = this.#items.slice(this.#expired);
    this.#expired = 0;
  }
}

function stateData({ stateValue, stateReason, stateReasonData }: AlarmState): object {
  return {
    stateValue,
    stateReason,
    stateReasonData: stateReasonData === undefined ? undefined : (JSON.parse(stateReasonData) as object),
  };
}
