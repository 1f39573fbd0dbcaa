/** What a messaging client throws, in the words of JMS: the connection is lost, or nobody answers. */
export class JmsError extends Error {
  override name = 'JMSException';
}
