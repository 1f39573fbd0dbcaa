import { check, Cloud, minutes, table } from 'desired-capacity';

const cloud = new Cloud();
cloud.metrics.keep();
cloud.lambda.createFunction({
  functionName: 'pay',
  code: {
    duration: 0.2,
    load: () => (event: { card: number }) => {
      if (event.card % 10 === 0) throw new Error('no such card');
      return 'paid';
    },
  },
});
cloud.lambda.putFunctionConcurrency({
  functionName: 'pay',
  reservedConcurrentExecutions: 40,
});
const together = 50; // knob calls at the same time: 10..80 step 10
for (let card = 1; card <= together; card += 1)
  cloud.process(() =>
    cloud.lambda.run('pay', { card }).then(undefined, () => 'throttled'),
  );
await cloud.run(minutes(5));

// #region read the metrics, the table and the checks
const sum = (metricName: string, stat = 'Sum') => {
  const { datapoints } = cloud.cloudwatch.getMetricStatistics({
    namespace: 'AWS/Lambda',
    metricName,
    dimensions: [{ name: 'FunctionName', value: 'pay' }],
    startTime: new Date(cloud.simulation.epochMillis - 600_000),
    endTime: new Date(cloud.simulation.epochMillis),
    period: 600,
    statistics: [stat as 'Sum' | 'Maximum'],
  });
  const [point] = datapoints!;
  return Math.round(point?.sum ?? point?.maximum ?? 0);
};
const rows = ['Invocations', 'Errors', 'Throttles'].map((name) => ({
  metric: name,
  sum: sum(name),
}));
table('What CloudWatch knows', rows);
const [invocations, errors, throttles] = rows.map((row) => row.sum);
check('a call that was throttled is no invocation', invocations! + throttles! === together); // prettier-ignore
check('an error is an invocation too', errors! > 0 && errors! <= invocations! / 5); // prettier-ignore
check('concurrency stays within the reservation', sum('ConcurrentExecutions', 'Maximum') <= 40); // prettier-ignore
// #endregion
