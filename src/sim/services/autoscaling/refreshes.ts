import { Part } from './context.ts';
import { autoScalingError, notModelled } from './errors.ts';
import { templateVersion } from './launch-plan.ts';
import { page } from './pages.ts';
import {
  checkPreferences,
  noRollback,
  resolvePreferences,
  type RefreshPreferences,
} from './plan/refresh-preferences.ts';
import { Refresh } from './refresh.ts';
import type { Input, Output } from './schema.ts';
import { changedSettings, percentages } from './settings.ts';

/** Instance refreshes. */
export class Refreshes extends Part {
  startInstanceRefresh(input: Input<'StartInstanceRefresh'>): Output<'StartInstanceRefresh'> {
    const { autoScalingGroupName, desiredConfiguration: wanted, preferences: given = {}, strategy = 'Rolling' } = input;
    const group = this.asg.groups.get(autoScalingGroupName);
    if (strategy !== 'Rolling') throw notModelled(`the refresh strategy ${strategy}`);
    if (group.refreshes.at(-1)?.active) throw autoScalingError('InstanceRefreshInProgressFault', `An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.`);
    const { alarmSpecification: _alarms, ...rest } = given;
    const preferences = rest as RefreshPreferences;
    checkPreferences(preferences);
    const { settings } = group;
    const specification = settings.mixedInstancesPolicy?.launchTemplate?.launchTemplateSpecification ?? settings.launchTemplate;
    const { instanceMaintenancePolicy: policy, defaultInstanceWarmup, healthCheckGracePeriod } = settings;
    const resolved = resolvePreferences(preferences, { ...(policy && { instanceMaintenancePolicy: percentages(policy) }), defaultInstanceWarmup, healthCheckGracePeriod });
    const refused = noRollback(wanted !== undefined, { version: specification?.version ?? '$Default' });
    if (preferences.autoRollback && refused !== undefined) throw autoScalingError('IrreversibleInstanceRefreshFault', `The refresh cannot be rolled back: ${refused}.`);
    const changed = wanted && changedSettings(this.asg.region, settings, { autoScalingGroupName, ...wanted });
    const desired = changed?.mixedInstancesPolicy?.launchTemplate?.launchTemplateSpecification ?? changed?.launchTemplate;
    if (desired) templateVersion(this.asg, desired);
    const refresh = new Refresh(this.asg, group, input, resolved, refused);
    group.refreshes.push(refresh);
    if (changed) group.settings = changed;
    group.wake();
    return { instanceRefreshId: refresh.id };
  } // prettier-ignore

  cancelInstanceRefresh(input: Input<'CancelInstanceRefresh'>): Output<'CancelInstanceRefresh'> {
    const refresh = this.#active(input.autoScalingGroupName);
    refresh.cancel();
    return { instanceRefreshId: refresh.id };
  }

  rollbackInstanceRefresh(input: Input<'RollbackInstanceRefresh'>): Output<'RollbackInstanceRefresh'> {
    const refresh = this.#active(input.autoScalingGroupName);
    if (refresh.noRollback !== undefined) throw autoScalingError('IrreversibleInstanceRefreshFault', `The refresh cannot be rolled back: ${refresh.noRollback}.`); // prettier-ignore
    refresh.rollBack('User initiated rollback.');
    return { instanceRefreshId: refresh.id };
  }

  describeInstanceRefreshes(input: Input<'DescribeInstanceRefreshes'>): Output<'DescribeInstanceRefreshes'> {
    const { autoScalingGroupName: name, instanceRefreshIds: ids } = input;
    const all = [...this.asg.groups.get(name).refreshes].reverse();
    const { page: found, ...more } = page(all.filter(({ id }) => !ids?.length || ids.includes(id)), input); // prettier-ignore
    return { instanceRefreshes: found.map((one) => one.describe()), ...more };
  }

  #active(name: string): Refresh {
    const refresh = this.asg.groups.get(name).refreshes.at(-1);
    if (!refresh?.active) throw autoScalingError('ActiveInstanceRefreshNotFoundFault', `No in progress or pending Instance Refresh found for Auto Scaling group ${name}`); // prettier-ignore
    return refresh;
  }
}
