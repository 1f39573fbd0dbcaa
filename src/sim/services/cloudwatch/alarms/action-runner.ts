import { epochSeconds } from '../../../cloud/epoch.ts';
import type { Delivery } from '../../../cloud/target.ts';
import { AwsError, type Region } from '../../../cloud/index.ts';
import { Reply } from '../../../kernel/index.ts';
import { notModelled } from '../errors.ts';
import { isScalingAction, serviceOf } from './alarm-actions.ts';
import type { Alarm } from './alarm.ts';
import type { MetricAlarmInput } from './check-metric-alarm.ts';
import { lambdaEvent, scalingTrigger, snsMessage, snsSubject } from './notification.ts';

/** What EC2 does for an alarm, by the last part of the action's ARN. */
const EC2_OPERATIONS: Readonly<Record<string, string>> = {
  stop: 'StopInstances',
  terminate: 'TerminateInstances',
  reboot: 'RebootInstances',
};

/** Runs the actions of alarms: a message to a topic, an event to a function, a call of a scaling policy or of EC2. */
export class ActionRunner {
  readonly #region: Region;

  constructor(region: Region) {
    this.#region = region;
  }

  /** Runs an action; settles with the text of the error that it fails with, or with undefined. */
  run(alarm: Alarm, arn: string): Reply<string | undefined> {
    const { simulation } = this.#region.world;
    const done = new Reply<string | undefined>(simulation, `the action ${arn}`);
    const send = () => this.#send(alarm, arn);
    simulation.process(function* alarmAction() {
      try {
        yield* send();
        done.resolve(undefined);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        done.resolve(error.message);
      }
    });
    return done;
  }

  #send(alarm: Alarm, arn: string): Reply<unknown> {
    const ec2 = ec2Action(arn);
    if (ec2 !== undefined) return this.#callEc2(alarm, ec2);
    return this.#region.deliver(arn, this.#delivery(alarm, arn));
  }

  #delivery(alarm: Alarm, arn: string): Delivery {
    const from = alarm.arn;
    const region = this.#region;
    if (isScalingAction(arn)) {
      return { payload: JSON.stringify(scalingTrigger(alarm)), principal: 'cloudwatch.amazonaws.com', from };
    }
    if (serviceOf(arn) === 'sns') {
      const subject = snsSubject(alarm, region.name);
      return {
        payload: JSON.stringify(snsMessage(alarm, region)),
        subject,
        principal: 'cloudwatch.amazonaws.com',
        from,
      };
    }
    const event = lambdaEvent(alarm, region, epochSeconds(region.world.simulation));
    return { payload: JSON.stringify(event), principal: 'lambda.alarms.cloudwatch.amazonaws.com', from };
  }

  #callEc2(alarm: Alarm, action: string): Reply<unknown> {
    const operation = EC2_OPERATIONS[action];
    if (operation === undefined) throw notModelled(`the EC2 action ${action}`);
    const { dimensions = [] } = alarm.configuration.given as MetricAlarmInput;
    const instance = dimensions.find(({ name }) => name === 'InstanceId')!.value;
    return this.#region.call('ec2', operation, { InstanceIds: [instance] });
  }
}

/** What an action does to an EC2 instance, in small letters: `stop`; undefined for every other action. */
export function ec2Action(arn: string): string | undefined {
  const match =
    /^arn:[^:]*:automate:[^:]*:ec2:(\w+)$/.exec(arn) ??
    /^arn:[^:]*:swf:.*AWS_EC2\.InstanceId\.(\w+)\//.exec(arn);
  return match?.[1]!.toLowerCase();
}
