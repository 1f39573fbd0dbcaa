import { check, Cloud, table } from 'desired-capacity';

const pause = 110; // knob seconds of silence: 30..200 step 10

// Forty players send datagrams, each from a port of its own. Two servers become
// four. Then the players are silent for a while, and go on.
async function play(silence: number) {
  const cloud = new Cloud();
  const elb = cloud.elasticloadbalancingv2;
  const servers = cloud.ec2.launch({ count: 4, application: {} });
  const game = elb.balancer('game', {
    ...{ type: 'network', protocol: 'UDP', targets: servers.slice(0, 2) },
  });
  await game.until('healthy');
  const send = () =>
    Array.from({ length: 40 }, (_, i) =>
      game.datagram('203.0.113.9', 50_000 + i),
    );
  // #region two more servers, in service, while everybody plays
  const targets = servers.slice(2).map(({ id }) => ({ id }));
  elb.registerTargets({ targetGroupArn: game.targetGroup.arn, targets });
  for (let i = 0; i < 20; i += 1) {
    send();
    await cloud.run(10);
  }
  // #endregion
  const before = send();
  await cloud.run(silence);
  const after = send();
  const moved = after.filter((server, i) => server !== before[i]).length;
  return { silence, moved };
}

const rows = [await play(60), await play(130), await play(pause)];
// #region the table and the checks
table(
  'Forty players go on',
  rows.map(({ silence, moved }, i) => ({
    silence: `${i === 2 ? 'yours: ' : ''}${silence} s`,
    'at another server': moved,
  })),
);
const [short, long] = rows;
check('a flow keeps its server through a short silence', short!.moved === 0);
check('after two minutes flows are given anew', long!.moved > 10);
// #endregion
