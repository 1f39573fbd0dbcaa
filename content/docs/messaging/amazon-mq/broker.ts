import type { Cloud } from 'desired-capacity';

/** A broker for ActiveMQ that is there at once, and not after minutes. */
export function startBroker(
  cloud: Cloud,
  deploymentMode: 'SINGLE_INSTANCE' | 'ACTIVE_STANDBY_MULTI_AZ',
) {
  cloud.mq.model.creationTime = 0;
  cloud.mq.createBroker({
    brokerName: 'bank',
    engineType: 'ACTIVEMQ',
    deploymentMode,
    hostInstanceType: 'mq.m5.large',
    publiclyAccessible: false,
  });
  return cloud.mq.broker('bank');
}
