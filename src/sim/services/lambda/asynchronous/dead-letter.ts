/** One attribute beside a dead letter, as SQS and SNS take it. */
interface Attribute {
  DataType: 'String' | 'Number';
  StringValue: string;
}

/**
 * What a function's dead-letter queue or topic gets: the event as it was, and why beside it.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
 */
export interface DeadLetter {
  body: string;
  attributes: { RequestID: Attribute; ErrorCode: Attribute; ErrorMessage: Attribute };
}

/** @param errorCode the HTTP status of the last attempt: 200 for a function's error, 429 for a throttle */
export function deadLetter(
  body: string,
  requestId: string,
  errorCode: number,
  errorMessage: string,
): DeadLetter {
  return {
    body,
    attributes: {
      RequestID: { DataType: 'String', StringValue: requestId },
      ErrorCode: { DataType: 'Number', StringValue: String(errorCode) },
      ErrorMessage: { DataType: 'String', StringValue: firstKilobyte(errorMessage) },
    },
  };
}

/** The first 1,024 bytes of a text in UTF-8, no character cut in two. */
function firstKilobyte(text: string): string {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > 1024) break;
    end += character.length;
  }
  return text.slice(0, end);
}
