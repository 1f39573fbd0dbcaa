import { minutes, type Cloud, type MetricId } from 'desired-capacity';

const date = (cloud: Cloud, at: number) =>
  new Date(cloud.simulation.epochMillis + (at - cloud.now) * 1000);

/** Publishes values of a metric of the shop, now. */
export function publish(cloud: Cloud, metricName: string, values: number[]) {
  cloud.cloudwatch.putMetricData({
    namespace: 'Shop',
    metricData: [{ metricName, values }],
  });
}

/** A statistic of a metric since the beginning: [time, value]. */
export function read(
  cloud: Cloud,
  metric: string | MetricId,
  stat: string,
  period = minutes(1),
): [number, number][] {
  const { metricDataResults } = cloud.cloudwatch.getMetricData({
    metricDataQueries: [
      {
        id: 'm',
        metricStat: {
          metric:
            typeof metric === 'string'
              ? { namespace: 'Shop', metricName: metric }
              : {
                  ...metric,
                  dimensions: metric.dimensions && [...metric.dimensions],
                },
          stat,
          period,
        },
      },
    ],
    startTime: date(cloud, 0),
    endTime: date(cloud, cloud.now),
    scanBy: 'TimestampAscending',
  });
  const { timestamps, values } = metricDataResults![0]!;
  const start = date(cloud, 0).getTime();
  return values!.map((value, index) => [
    (timestamps![index]!.getTime() - start) / 1000,
    value,
  ]);
}
