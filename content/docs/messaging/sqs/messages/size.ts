import { check, Cloud, table } from 'desired-capacity';
import type { SendMessageOptions } from 'desired-capacity/sqs';

const cloud = new Cloud();
const most = 1024;
const queue = cloud.sqs.createQueue('small', { maximumMessageSize: most });

/** How many bytes a text takes of the size that a message may have. */
function bytes(text: string, options: SendMessageOptions = {}) {
  for (let room = most; room > 0; room -= 1) {
    try {
      queue.sendMessage('x'.repeat(room) + text, options);
      return most - room;
    } catch {
      // Too large: try with one letter less.
    }
  }
  return most;
}
const messageAttributes = {
  format: { dataType: 'String', stringValue: 'webm' },
};
const sizes = {
  coffee: bytes('coffee'),
  café: bytes('café'),
  '☕☕': bytes('☕☕'),
  'the attribute format = webm': bytes('', { messageAttributes }),
  'a trace header': bytes('', { awsTraceHeader: 'Root=1-5759e988-bd862e3f' }),
};
table('Bytes of a message', {
  columns: ['What', 'Bytes'],
  rows: Object.entries(sizes),
});
check('a plain letter is a byte', sizes.coffee === 6);
check('others are more', sizes.café === 5 && sizes['☕☕'] === 6);
check(
  'an attribute counts with its name, its type and its value',
  sizes['the attribute format = webm'] ===
    'format'.length + 'String'.length + 'webm'.length,
);
check('the trace header does not count', sizes['a trace header'] === 0);
