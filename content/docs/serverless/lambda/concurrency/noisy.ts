import { arrivals, check, Cloud, minutes, table } from 'desired-capacity';

async function evening(reserve: number | undefined) {
  const cloud = new Cloud();
  cloud.lambda.model.concurrentExecutions = 200;
  const make = (functionName: string, duration: number) =>
    cloud.lambda.createFunction({
      functionName,
      timeout: 60,
      code: { duration, load: () => () => 'done' },
    });
  make('checkout', 0.5);
  make('report', 20);
  if (reserve !== undefined)
    cloud.lambda.putFunctionConcurrency({
      functionName: 'report',
      reservedConcurrentExecutions: reserve,
    });
  const refused: Record<string, number> = { checkout: 0, report: 0 };
  // #region people buy, and then the reports begin
  const call = (name: string) => async () => {
    await cloud.lambda.run(name).then(undefined, () => (refused[name]! += 1));
  };
  const sales = arrivals(
    cloud,
    { rate: 40, lasting: minutes(5), name: 'sales' },
    call('checkout'),
  );
  const reports = arrivals(
    cloud,
    { rate: 30, lasting: minutes(5), name: 'reports' },
    call('report'),
  );
  await cloud.run(minutes(6));
  const percent = (count: number, of: number) =>
    `${Math.round((100 * count) / of)} %`;
  return {
    'reserved for reports': reserve ?? 'nothing',
    'checkouts refused': percent(refused['checkout']!, sales.count),
    'reports refused': percent(refused['report']!, reports.count),
    lost: refused['checkout']!,
  };
  // #endregion
}

// #region the table and the checks
const shared = await evening(undefined);
const apart = await evening(100); // knob reserved for reports: 20..100 step 10
table(
  'An evening with 200 executions',
  [shared, apart].map(({ lost: _, ...row }) => row),
);
check(
  'without a reservation, reports starve the checkouts',
  shared.lost > 1000,
);
check('a reservation is a limit too: checkouts are served', apart.lost === 0);
// #endregion
