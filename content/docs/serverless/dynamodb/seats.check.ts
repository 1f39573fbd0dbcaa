import { check, Cloud, minutes } from 'desired-capacity';
import { sell } from './seats.starter.ts';

const cloud = new Cloud();
const shows = cloud.dynamodb.table('shows');
shows.put({ id: 'cats', left: 10 });
const sleep = async (seconds: number) => void (await cloud.sleep(seconds));
cloud.lambda.createFunction({
  functionName: 'sell',
  code: () => () => sell(shows, 'cats', sleep),
});
let sold = 0;
let failed = 0;
for (let person = 0; person < 25; person += 1)
  cloud.process(async () => {
    const { value, error } = await cloud.lambda.run('sell');
    if (error) failed += 1;
    if (value === true) sold += 1;
  });
await cloud.run(minutes(1));
const left = Number(shows.get({ id: 'cats' })!.left);
check('ten seats are sold, and no more', sold === 10, `${sold} were`);
check('none is left', left === 0, `${left} are`);
check('who comes too late is told so, by no error', failed === 0);
