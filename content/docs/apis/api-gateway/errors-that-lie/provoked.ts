import { check, Cloud, table } from 'desired-capacity';

const slowWork = 40; // knob seconds of the slow function: 5..60 step 5

// Each method of this API goes wrong in its own way.
const cloud = new Cloud();
const api = cloud.apigateway.build('wrong', {});
// #region functions that err, and a server that is not there
const make = (functionName: string, handler: () => unknown) =>
  cloud.lambda.createFunction({
    functionName,
    timeout: 60,
    code: () => handler,
  });
make('shapeless', () => ({ cats: 3 }));
make('throws', () => {
  throw new Error('no cats today');
});
make('stranger', () => ({ statusCode: 200 }));
make('busy', () => ({ statusCode: 200 }));
make('slow', function* () {
  yield slowWork;
  return { statusCode: 200 };
});
cloud.lambda.putFunctionConcurrency({
  functionName: 'busy',
  reservedConcurrentExecutions: 0,
});
// #endregion
api.route('GET /shapeless', { lambda: 'shapeless' });
api.route('GET /throws', { lambda: 'throws' });
api.route('GET /stranger', { lambda: 'stranger', unpermitted: true });
api.route('GET /busy', { lambda: 'busy' });
api.route('GET /slow', { lambda: 'slow' });
api.route('GET /gone', { http: 'https://gone.example/' });
api.route('GET /signed', { mock: '{}', authorizationType: 'AWS_IAM' });
api.deploy();

const causes = {
  '/typo': 'the path does not exist',
  '/signed': 'the request is not signed',
  '/shapeless': 'the function answers in a shape of its own',
  '/throws': 'the function throws',
  '/stranger': 'the function does not let the API call it',
  '/busy': 'the function has no concurrency left',
  '/gone': 'nobody listens at the address',
  '/slow': `the function takes ${slowWork} seconds`,
};
// #region a request for each, the table and the checks
const rows = [];
for (const [path, cause] of Object.entries(causes)) {
  const response = await api.request({ path });
  const { message } = response.json<{ message: string }>();
  rows.push({ cause, status: response.status, message });
}

table('What the client sees', rows);
const [typo, signed, shape, thrown, stranger, busy, gone, slow] = rows;
check(
  'a path that is not there and a signature that is not there look alike',
  typo!.status === 403 && signed!.message === typo!.message,
);
check(
  'a wrong shape and an exception are both 502',
  shape!.status === 502 && thrown!.status === 502,
);
check(
  'a missing permission and a throttled function are both 500',
  stranger!.status === 500 && busy!.status === 500,
);
check(
  'nobody there and too late are both 504',
  gone!.status === 504 && slow!.status === 504,
);
// #endregion
