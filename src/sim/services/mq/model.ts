/** What AWS does not tell about Amazon MQ, as parameters: `cloud.mq.model`. */
export interface MqModel {
  /**
   * Seconds from CreateBroker until the broker runs. Default 900: “about 15 minutes”.
   * https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/getting-started-activemq.html (checked 2026-11-28)
   */
  creationTime: number;
  /**
   * Seconds from the loss of an active instance until another takes its place. AWS says “a short while”, and “a few
   * seconds” for a reboot. Default 10.
   * https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/amazon-mq-broker-architecture.html (checked 2026-11-28)
   */
  failoverTime: number;
  /**
   * Seconds until a rebooted instance runs again. Default 300: “about 5 minutes”.
   * https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/amazon-mq-rebooting-broker.html (checked 2026-11-28)
   */
  rebootTime: number;
  /** Seconds from a send until the sender has its answer; the message is stored after half of them. Default 0.01. */
  storeTime: number;
}

/** What applies where nothing is set. */
export const defaultModel: Readonly<MqModel> = {
  ...{ creationTime: 900, failoverTime: 10, rebootTime: 300, storeTime: 0.01 },
};
