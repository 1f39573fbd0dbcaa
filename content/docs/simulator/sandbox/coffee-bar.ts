import { arrivals, hours, workers, type Cloud } from 'desired-capacity';

/** When a guest's order was begun, and how long it had waited. Minutes. */
export type Wait = [at: number, minutes: number];

// Two hours of guests, one a minute on average. A coffee takes 90 s on
// average, and each barista takes the order that has waited longest.
export async function morning(cloud: Cloud, baristas: number) {
  const orders = cloud.sqs.createQueue('orders.fifo', {
    fifoQueue: true,
    contentBasedDeduplication: true,
    visibilityTimeout: hours(1),
  });
  const orderedAt = new Map<string, number>();
  const waits: Wait[] = [];

  arrivals(cloud, { rate: 1 / 60, lasting: hours(2) }, (number) => {
    const guest = `guest-${number}`;
    orderedAt.set(guest, cloud.now);
    orders.sendMessage(guest, { messageGroupId: guest });
  });
  workers(cloud, orders, {
    count: baristas,
    serviceTime: (random) => random.exponential(90),
    onStart: ({ body: guest }) => {
      const waited = cloud.now - orderedAt.get(guest)!;
      waits.push([cloud.now / 60, waited / 60]);
    },
  });
  await cloud.run(hours(3));
  return { guests: orderedAt.size, waits };
}
