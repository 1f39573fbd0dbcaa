import { check, Cloud, hours, plot } from 'desired-capacity';
import { start } from './start.ts';

const window = 300; // knob 0..600 step 60 unit s

// Requests come in waves, five minutes up and five down. A target of 50 %.
const cloud = new Cloud();
const shop = await start(cloud, 6);
const web = shop.deploy('web', { replicas: 2, cpu: 500, cpuLimit: 1000 });
const waves = (seconds: number) => (Math.floor(seconds / 150) % 2 ? 300 : 90);
web.load(waves, { perVcpu: 100 });
const scaler = shop.autoscale(web, {
  minReplicas: 2,
  maxReplicas: 20,
  targetCpu: 50,
  scaleDown: { stabilizationWindowSeconds: window },
});

// #region an hour, a plot and the checks
const begin = cloud.now;
const ready = cloud.record(() => web.ready.length, { every: 15 });
await cloud.run(hours(1));
plot({
  title: 'Pods that are ready',
  description:
    'With the window the number of pods rises once and stays; without it the number follows each wave.',
  x: { label: 'Time', unit: 'min' },
  y: { label: 'Pods' },
  series: [
    {
      name: 'ready',
      points: ready.map(
        ([at, pods]) => [(at - begin) / 60, pods] as [number, number],
      ),
    },
  ],
});
console.log('changes:', scaler.changes);
console.log('requests lost:', Math.round(web.lossRate * 1000) / 10, '%');
check('the window keeps the number of pods', scaler.changes <= 4);
check('it goes by what pods request', web.replicas >= 12);
// #endregion
