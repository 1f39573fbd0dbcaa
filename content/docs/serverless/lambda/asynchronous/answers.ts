import { check, Cloud, table } from 'desired-capacity';
import { ExitRuntime } from 'desired-capacity/lambda';

const cloud = new Cloud();
const make = (functionName: string, handler: () => unknown) =>
  cloud.lambda.createFunction({
    functionName,
    timeout: 3,
    code: () => handler,
  });
make('well', () => ({ ok: true }));
make('throws', () => {
  throw new RangeError('no such picture');
});
make('hangs', () => cloud.sleep(60));
make('crashes', () => {
  throw new ExitRuntime({ status: 1 }); // as process.exit(1) does
});
make('off', () => 'never runs');
cloud.lambda.putFunctionConcurrency({
  functionName: 'off',
  reservedConcurrentExecutions: 0,
});

// #region call each by the API, and note what comes
const none = { function: '', status: 429, 'function error': '', type: '' };
const rows: (typeof none)[] = [];
for (const FunctionName of ['well', 'throws', 'hangs', 'crashes', 'off']) {
  const row = { ...none, function: FunctionName };
  try {
    const answer = await cloud.send('lambda', 'Invoke', { FunctionName });
    const payload = JSON.parse(new TextDecoder().decode(answer.Payload));
    row.status = answer.StatusCode!;
    row['function error'] = answer.FunctionError ?? 'none';
    row.type = payload.errorType ?? 'none';
  } catch (error) {
    row.type = (error as Error).name;
  }
  rows.push(row);
}
table('What Invoke answers', rows);
const of = (name: string) => rows.find((row) => row.function === name)!;
check(
  'a function that fails is a call that succeeds: status 200',
  of('throws').status === 200 &&
    of('throws')['function error'] === 'Unhandled',
);
check('so is one that hangs', of('hangs').type === 'Sandbox.Timedout');
check('a throttle is an error of the call', of('off').status === 429);
check('a caller gets a result or an error', of('well').type === 'none');
// #endregion
