import { ec2Error } from '../errors.ts';

/*
 * What EC2 answers to what an instance cannot do. The codes are documented; the messages were seen by others in answers of
 * the service, but for one that is ours.
 */

/** It is neither stopped nor running. */
export const notStartable = (id: string) =>
  ec2Error('IncorrectInstanceState', `The instance '${id}' is not in a state from which it can be started.`);

/** It is neither running nor stopped. */
export const notStoppable = (id: string) =>
  ec2Error('IncorrectInstanceState', `This instance '${id}' is not in a state from which it can be stopped.`);

/** It is `pending` for the first time. */
export const neverRan = (id: string) =>
  ec2Error(
    'IncorrectInstanceState',
    `Instance '${id}' cannot be stopped as it has never reached the 'running' state.`,
  );

/** The message is ours. */
export const notRebootable = (id: string) =>
  ec2Error('IncorrectInstanceState', `The instance '${id}' is not in a state from which it can be rebooted.`);

/** It has to be stopped for that. */
export const notStopped = (id: string) =>
  ec2Error('IncorrectInstanceState', `The instance '${id}' is not in the 'stopped' state.`);

/** Its root is on an instance store. */
export const noEbsRoot = (id: string) =>
  ec2Error(
    'UnsupportedOperation',
    `The instance '${id}' does not have an 'ebs' root device type and cannot be stopped.`,
  );

/** Hibernation was not enabled at its launch. */
export const notHibernatable = (id: string) =>
  ec2Error(
    'UnsupportedHibernationConfiguration',
    `The instance can't be hibernated because it was not configured at launch for hibernation: ${id}`,
  );

/** It is protected from stops. */
export const stopProtected = (id: string) =>
  ec2Error(
    'OperationNotPermitted',
    `The instance '${id}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.`,
  );

/** It is protected from termination. */
export const terminationProtected = (id: string, attribute: 'disableApiTermination' | 'disableApiStop') =>
  ec2Error(
    'OperationNotPermitted',
    `The instance '${id}' may not be terminated. Modify its '${attribute}' instance attribute and try again.`,
  );
