import { check, Cloud, minutes, table } from 'desired-capacity';

const cloud = new Cloud();
const logs = cloud.cloudwatchlogs;
cloud.lambda.createFunction({
  functionName: 'pay',
  code: () =>
    function* (
      event: { card: number },
      context: { log(text: string): void },
    ) {
      context.log(JSON.stringify({ step: 'charge', card: event.card }));
      yield 0.2;
      if (event.card === 13) throw new Error('no such card');
      return 'paid';
    },
});
const group = '/aws/lambda/pay';
const together = 3; // knob calls at the same time: 1..6
for (const card of [7, 13, 21, 34, 55, 89].slice(0, together))
  cloud.process(() => cloud.lambda.run('pay', { card }));
await cloud.run(minutes(1));
await cloud.lambda.run('pay', { card: 99 });

// #region show streams and lines, and the checks
const { logStreams } = logs.describeLogStreams({ logGroupName: group });
const lines = logs.messages(group);
const kinds = ['START', 'INFO', 'ERROR', 'END', 'REPORT'];
table(
  'What lies in the log group',
  kinds.map((kind) => ({
    line: kind,
    lines: lines.filter((line) => new RegExp(`(^|\t)${kind}[ \t]`).test(line))
      .length,
  })),
);
table('Where', [{ what: 'streams', count: logStreams!.length }]);
console.log(lines.find((line) => line.startsWith('REPORT'))!.replaceAll('\t', ' ').replace(/RequestId: \S+/, 'RequestId: …')); // prettier-ignore
check('the output of a run lies in CloudWatch Logs', lines.some((line) => line.includes('charge'))); // prettier-ignore
check('each environment has a stream of its own', logStreams!.length === together); // prettier-ignore
check('every call has a START, an END and a REPORT', ['START', 'END', 'REPORT'].every((kind) => lines.filter((line) => line.startsWith(kind)).length === together + 1)); // prettier-ignore
// #endregion
