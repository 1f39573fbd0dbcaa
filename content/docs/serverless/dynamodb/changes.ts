import { check, Cloud, minutes, table as show } from 'desired-capacity';

const cloud = new Cloud();
const orders = cloud.dynamodb.table('orders', {
  stream: 'NEW_AND_OLD_IMAGES',
});
// #region what it was told
const told: { at: string; change: string; from: string; to: string }[] = [];

interface Change {
  eventName: string;
  dynamodb: Record<'OldImage' | 'NewImage', { state: { S: string } } | undefined>; // prettier-ignore
}
cloud.lambda.createFunction({
  functionName: 'tell',
  code: () => (event: { Records: Change[] }) => {
    for (const { eventName, dynamodb } of event.Records) {
      const state = (image: 'OldImage' | 'NewImage') => dynamodb[image]?.state.S ?? '–'; // prettier-ignore
      told.push({ at: `${cloud.now.toFixed(1)} s`, change: eventName, from: state('OldImage'), to: state('NewImage') }); // prettier-ignore
    }
  },
});
// #endregion
// #region Lambda reads the stream
await cloud.lambda.createEventSourceMapping({
  functionName: 'tell',
  eventSourceArn: orders.streamArn!,
  startingPosition: 'LATEST',
});
// #endregion
await cloud.run(minutes(1));

cloud.process(function* shop() {
  orders.put({ id: 'A7', state: 'new' });
  yield 5;
  orders.put({ id: 'A7', state: 'new' });
  yield 5;
  orders.update({ id: 'A7' }, 'SET #s = :paid', {
    names: { '#s': 'state' },
    values: { ':paid': 'paid' },
  });
  yield 5;
  orders.delete({ id: 'A7' });
});

// #region show what happens, and
await cloud.run(minutes(1));
// #endregion
// #region show what the function was told, and the checks
show('What the function was told', told);
check('each change came once, and in order', told.map(({ change }) => change).join() === 'INSERT,MODIFY,REMOVE'); // prettier-ignore
check('a write that changes nothing is no change', told.length === 3);
check('the function knows the item before and after', told[1]?.from === 'new' && told[1].to === 'paid'); // prettier-ignore
// #endregion
