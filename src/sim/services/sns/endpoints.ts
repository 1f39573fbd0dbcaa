import { parseArn } from '../../cloud/index.ts';
import { PROTOCOLS, type Protocol } from './delivery-policy.ts';
import { invalid, snsError } from './errors.ts';
import { isPhoneNumber } from './sms.ts';

/** Checks the protocol of a subscription, and whether its endpoint is one. @throws InvalidParameter */
export function checkEndpoint(protocol: string, endpoint: string | undefined, fifo: boolean): Protocol {
  if (!(PROTOCOLS as readonly string[]).includes(protocol))
    throw invalid(`Amazon SNS does not support this protocol string: ${protocol}`);
  const text = endpoint ?? '';
  if (fifo && protocol !== 'sqs')
    throw invalid(
      `Invalid parameter: Protocol Reason: FIFO SNS topics do not deliver to ${protocol} endpoints`,
    );
  switch (protocol as Protocol) {
    case 'http':
    case 'https':
      if (!text.startsWith(`${protocol}://`)) throw invalid('Endpoint must match the specified protocol');
      break;
    case 'email':
    case 'email-json':
      if (!/^[^@\s]+@[^@\s]+$/.test(text)) throw invalid('Email address');
      break;
    case 'sms':
      if (!isPhoneNumber(text)) throw snsError('InvalidParameterException', `Invalid SMS endpoint: ${text}`);
      break;
    case 'sqs':
      if (parseArn(text)?.service !== 'sqs') throw invalid('SQS endpoint ARN');
      if (!fifo && text.endsWith('.fifo'))
        throw invalid(
          'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
        );
      break;
    case 'lambda':
      if (parseArn(text)?.service !== 'lambda') throw invalid('Lambda endpoint ARN');
      break;
    case 'firehose':
      if (parseArn(text)?.service !== 'firehose') throw invalid('Firehose endpoint ARN');
      break;
    case 'application':
      if (parseArn(text)?.service !== 'sns') throw invalid('ApplicationEndpoint ARN');
      break;
  }
  return protocol as Protocol;
}
