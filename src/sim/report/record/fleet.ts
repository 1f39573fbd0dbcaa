import type { Look } from '../scene.ts';
import { Recorder, type Recorded, type RecordOptions, type Stage } from './recorder.ts';

/** A cloud whose alarms can be heard. */
export interface FleetStage extends Stage {
  /** Events of its services. */
  readonly events: {
    listen(
      listener: (event: {
        readonly source: string;
        readonly detailType: string;
        readonly detail: Readonly<Record<string, unknown>>;
      }) => void,
    ): void;
  };
}

/** An Auto Scaling group, as far as a recording looks at it. */
export interface Fleet {
  /** The number of instances that it should have. */
  readonly desiredCapacity: number;
  /** The least that it should have. */
  readonly minSize: number;
  /** The most that it should have. */
  readonly maxSize: number;
  /** Its instances, whatever their state. */
  readonly instances: readonly {
    readonly id: string;
    readonly zone: string;
    readonly state: string;
    readonly health: string;
    readonly warming: boolean;
  }[];
  /** Those in service, as EC2 has them. */
  readonly inService: readonly {
    readonly id: string;
    readonly cpu: number;
    readonly host: object | undefined;
  }[];
}

/**
 * Records a group from now on, for `playback`: its instances by zone with their states and their CPU, its bounds, and the
 * alarms of the Region.
 *
 *     const fleet = recordFleet(cloud, web);
 *     await cloud.run(hours(1));
 *     playback({ title: 'An hour', description: 'The fleet grows.', scenes: fleet });
 *
 * Throws RangeError for times that are not above 0.
 */
export function recordFleet(cloud: FleetStage, group: Fleet, options: RecordOptions = {}): Recorded {
  const recorder = new Recorder(
    cloud,
    {
      kind: 'fleet',
      load: { name: 'CPU', unit: '%', full: 100 },
      lookOf,
      things: () => {
        const running = new Map(group.inService.map((one) => [one.id, one]));
        return group.instances.map(({ id, zone, state, health, warming }) => {
          const instance = running.get(id);
          const hung = (instance?.host as { ailment?: string } | undefined)?.ailment === 'hung';
          const ill =
            health === 'Unhealthy' ? ', unhealthy' : hung ? ', hung' : warming ? ', warming up' : '';
          return {
            id,
            place: zone,
            state: state === 'InService' ? state + ill : state,
            ...(instance && { load: 100 * instance.cpu }),
          };
        });
      },
      lines: () => ({ minimum: group.minSize, desired: group.desiredCapacity, maximum: group.maxSize }),
    },
    options,
  );
  cloud.events.listen(({ source, detailType, detail }) => {
    if (source !== 'aws.cloudwatch' || detailType !== 'CloudWatch Alarm State Change') return;
    const { alarmName, state } = detail as { alarmName: string; state: { value: string } };
    recorder.lamp(short(alarmName), state.value === 'ALARM' ? 1 : state.value === 'OK' ? 0 : 2);
  });
  return recorder;
}

/** What the states of a group's instance mean. */
function lookOf(state: string): Look {
  if (/unhealthy|hung/.test(state)) return 'ill';
  if (/warming up/.test(state)) return 'warms';
  if (state === 'InService') return 'serves';
  if (/^(Warmed:)?Pending|^EnteringStandby/.test(state)) return 'comes';
  return /Terminating|Detach/.test(state) ? 'leaves' : 'rests';
}

/** `AlarmHigh` of `TargetTracking-web-AlarmHigh-7d1c…`. */
const short = (alarm: string): string => /^TargetTracking-.*(Alarm(?:High|Low))-/.exec(alarm)?.[1] ?? alarm;
