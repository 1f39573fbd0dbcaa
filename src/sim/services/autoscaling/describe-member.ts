import type { Context } from './context.ts';
import type { Member } from './member.ts';
import { templateVersion } from './launch-plan.ts';
import type { Model } from './schema.ts';
import type * as aws from './schema.ts';

/** An instance of a group as the API shows it. */
export function describeMember(asg: Context, member: Member): Model<aws.Instance> {
  const { id, zone, zoneId, type, imageId, state, healthy, protectedFromScaleIn, weighted, source } = member;
  return {
    instanceId: id,
    instanceType: type,
    availabilityZone: zone,
    availabilityZoneId: zoneId,
    imageId,
    lifecycleState: state as aws.LifecycleState,
    healthStatus: healthy ? 'Healthy' : 'Unhealthy',
    protectedFromScaleIn,
    ...(source.kind === 'template' ? { launchTemplate: { launchTemplateId: source.id, launchTemplateName: nameOf(asg, source.id), version: String(source.version) } } : { launchConfigurationName: source.name }), // prettier-ignore
    ...(weighted !== undefined && { weightedCapacity: weighted }),
  };
}

/** The name of a template; undefined once it is deleted. */
function nameOf(asg: Context, launchTemplateId: string): string | undefined {
  try {
    return templateVersion(asg, { launchTemplateId }).launchTemplateName;
  } catch {
    return undefined;
  }
}
