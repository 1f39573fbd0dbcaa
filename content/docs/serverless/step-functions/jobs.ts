import { check, Cloud, minutes, table } from 'desired-capacity';

const cloud = new Cloud();
const works = minutes(4);
// #region a report in a container, and a job of Glue: each works for four minutes
cloud.ecs.program('report:1', { exitsAfter: works });
cloud.ecs.createCluster();
cloud.ecs.registerTaskDefinition({
  family: 'report',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  containerDefinitions: [{ name: 'report', image: 'report:1' }],
});
const { Subnets: found = [] } = await cloud.send(
  'ec2',
  'DescribeSubnets',
  {},
);
const Subnets = found.map(({ SubnetId }) => SubnetId!);
const NetworkConfiguration = { AwsvpcConfiguration: { Subnets } };
cloud.glue.script('s3://scripts/clean.py', function* () {
  yield works;
});
cloud.glue.createJob({
  name: 'clean',
  role: 'arn:aws:iam::123456789012:role/glue',
  command: { name: 'glueetl', scriptLocation: 's3://scripts/clean.py' }, // cspell:ignore glueetl
});
// #endregion
const pattern: string = '.sync'; // knob '.sync' | 'none'
const jobs = {
  'ecs:runTask': { TaskDefinition: 'report', LaunchType: 'FARGATE', NetworkConfiguration }, // prettier-ignore
  'glue:startJobRun': { JobName: 'clean' },
};
const rows: { job: string; 'waited (min)': number; 'gives, among others': string }[] = []; // prettier-ignore
for (const [job, Parameters] of Object.entries(jobs)) {
  const Resource = `arn:aws:states:::${job}${pattern.replace('none', '')}`;
  const { output, duration } = await cloud.sfn
    .machine(job.replace(':', '-'), {
      StartAt: 'Job',
      States: { Job: { Type: 'Task', Resource, Parameters, End: true } },
    })
    .start().done;
  rows.push({ job, 'waited (min)': Math.round(duration / 6) / 10, 'gives, among others': told(output) }); // prettier-ignore
}
// #region what is told of an output, the table and the checks
function told(output: unknown): string {
  const { LastStatus, StopCode, JobRunState } = output as Record<string, string>; // prettier-ignore
  return [LastStatus, StopCode, JobRunState].filter(Boolean).join(', ') || 'that it has begun'; // prettier-ignore
}
table('Two jobs', rows);
const waited = rows.map((row) => row['waited (min)']);
check('with .sync a Task lasts as long as its job', Math.min(...waited) > 4 === (pattern === '.sync')); // prettier-ignore
check('a task of ECS and a job of Glue have been started', (await ended()).join() === '1,1'); // prettier-ignore
async function ended() {
  await cloud.run(minutes(10));
  const { taskArns = [] } = cloud.ecs.listTasks({ desiredStatus: 'STOPPED' });
  const { jobRuns = [] } = cloud.glue.getJobRuns({ jobName: 'clean' });
  return [taskArns.length, jobRuns.filter(({ jobRunState }) => jobRunState === 'SUCCEEDED').length]; // prettier-ignore
}
// #endregion
