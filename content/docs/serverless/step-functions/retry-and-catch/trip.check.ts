import { check, Cloud } from 'desired-capacity';
import { trip } from './trip.starter.ts';

/** What is booked in the end, where these functions fail so often. */
async function play(failures: Record<string, number>) {
  const cloud = new Cloud();
  const booked = new Set<string>();
  const left = { ...failures };
  for (const what of ['flight', 'hotel', 'car'])
    for (const verb of ['book', 'cancel'])
      cloud.lambda.createFunction({
        functionName: `${verb}-${what}`,
        code: () => () => {
          const name = `${verb}-${what}`;
          if ((left[name] ?? 0) > 0) {
            left[name]! -= 1;
            throw new Error(`${name} does not work`);
          }
          if (verb === 'book') booked.add(what);
          else booked.delete(what);
        },
      });
  const run = await cloud.sfn.machine('trip', trip).start({ trip: 1 }).done;
  return { booked: [...booked].join(', ') || 'nothing', status: run.status };
}

const good = await play({});
check(
  'a trip is booked whole',
  good.booked === 'flight, hotel, car',
  good.booked,
);
const car = await play({ 'book-car': 1 });
check(
  'without a car nothing stays booked',
  car.booked === 'nothing',
  `${car.booked} stays`,
);
check(
  'and the execution says that there is no trip',
  car.status === 'FAILED',
);
const hotel = await play({ 'book-hotel': 1 });
check(
  'without a hotel nothing stays booked',
  hotel.booked === 'nothing',
  `${hotel.booked} stays`,
);
const unlucky = await play({ 'book-car': 1, 'cancel-hotel': 2 });
check(
  'a cancellation that fails twice is made in the end',
  unlucky.booked === 'nothing',
  `${unlucky.booked} stays`,
);
