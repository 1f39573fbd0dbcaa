import { check, Cloud } from 'desired-capacity';
import { policy } from './policy.starter.ts';
import { topicWithFilters, type Attributes } from './topic-with-filters.ts';

const cloud = new Cloud();
const topic = topicWithFilters(cloud, { desk: policy });
const wanted = async (attributes: Attributes) =>
  (await topic.passes(attributes))[0] === true;

const order = { country: 'DE', total: 250, channel: 'web' };
check('an order of 250 from DE', await wanted(order));
check('one from AT', await wanted({ ...order, country: 'AT' }));
check('one of exactly 100', await wanted({ ...order, total: 100 }));
const { channel, ...byTelephone } = order;
check('one that names no channel', await wanted(byTelephone));
check('none from FR', !(await wanted({ ...order, country: 'FR' })));
check('none below 100', !(await wanted({ ...order, total: 99.5 })));
check(
  'no test',
  channel === 'web' && !(await wanted({ ...order, channel: 'test' })),
);
