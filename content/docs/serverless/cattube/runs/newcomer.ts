import { check, table } from 'desired-capacity';
import { aDay, type Ground } from './day.ts';
import { events } from './events.ts';

// A sixth job: tell the subscribers of a channel. One rule, one function.
const told: string[] = [];
let idleCalls = -1;
let idleSeconds = -1;
const calls: Record<string, number> = {};
function withNewcomer(ground: Ground) {
  const site = events(ground);
  const { cloud } = ground;
  cloud.lambda.createFunction({
    functionName: 'tell',
    code: () => (event: { detail: { key: string } }) => {
      told.push(event.detail.key);
    },
  });
  const eventPattern = JSON.stringify({ 'detail-type': ['Uploaded'] });
  cloud.eventbridge.putRule({ name: 'tell', eventPattern });
  const arn = cloud.arn('lambda', 'function:tell');
  cloud.eventbridge.putTargets({ rule: 'tell', targets: [{ id: 'tell', arn }] }); // prettier-ignore
  // #region its permission, and what is counted
  cloud.lambda.addPermission({
    functionName: 'tell',
    statementId: 'bus',
    action: 'lambda:InvokeFunction',
    principal: 'events.amazonaws.com',
  });
  const busy = () =>
    cloud.meter
      .bill()
      .filter(
        ({ service, unit }) => service === 'AWS Lambda' && /GB/.test(unit),
      )
      .reduce((sum, { quantity }) => sum + quantity, 0);
  cloud.simulation.schedule(3599, () => {
    idleCalls = told.length;
    idleSeconds = busy();
  });
  for (const name of ['thumbnail', 'catalogue', 'tell']) {
    calls[name] = 0;
    cloud.lambda.onPhase(name, (phase) => {
      if (phase === 'invoke') calls[name]! += 1;
    });
  }
  return site;
  // #endregion
}
const day = await aDay(withNewcomer, []);
// #region the table and the checks
const uploads = day.uploads().length;
table(
  `${uploads} uploads`,
  Object.entries(calls).map(([name, n]) => ({ function: name, called: n })),
);
check('the newcomer hears of every upload', told.length === uploads);
check('so do those who were there before', calls['thumbnail'] === uploads && calls['catalogue'] === uploads); // prettier-ignore
check('nothing runs, and nothing is billed, before the first event', idleCalls === 0 && idleSeconds === 0); // prettier-ignore
// #endregion
