import { check, table } from 'desired-capacity';
import { QUIET, serve, ways } from './ways.ts';

const zone = 'us-east-1a'; // knob 'us-east-1a' | 'us-east-1b' | 'us-east-1f'

// A visit in ten seconds. After five minutes a zone loses its power for good.
const results = [];
for (const way of Object.keys(ways))
  results.push(await serve(way, QUIET, zone));
// #region the table and the checks
table(
  'A zone is lost',
  results.map(({ way, calls, failed, lastBad }) => ({
    way,
    failed,
    'of visits': calls,
    'last failure (s)': failed > 0 ? Math.round(lastBad) : '–',
  })),
);
const [one, two, group, , albLambda, lambda, queue] = results;
check('one server is lost with its zone', one!.lastBad > 600);
check('Route 53 leaves a dead server out, after checks and a TTL', two!.failed > 0 && two!.lastBad < 120); // prettier-ignore
check('a balancer sends nobody to a dead server, after its checks', group!.failed > 0 && group!.lastBad < 40); // prettier-ignore
check('what has no server of yours loses nothing', [albLambda, lambda, queue].every((way) => way!.failed === 0)); // prettier-ignore
// #endregion
