import type { Region } from '../../cloud/index.ts';
import { pageOf } from '../../cloud/page.ts';
import { Service } from '../../tongue/service.ts';
import { Application } from './application.ts';
import { notValid } from './errors.ts';
import { Flow } from './flow.ts';
import { appflowLimits as limits } from './limits.ts';
import { defaultModel, type AppflowModel } from './model.ts';
import {
  schema,
  type ConnectorProfile,
  type Input,
  type Methods,
  type Model,
  type Output,
} from './schema.ts';

/** Connectors that sign in by roles: they need no profile. */
const WITHOUT_PROFILE = ['S3', 'EventBridge', 'Upsolver'];

/**
 * Amazon AppFlow in one Region. The applications that its connectors lead to are `cloud.appflow.application(…)`.
 * https://docs.aws.amazon.com/appflow/latest/userguide/what-is-appflow.html
 */
export class Appflow extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly needs = ['s3'];
  static override readonly rules = {
    flowName: { min: 1, max: 256, pattern: '[a-zA-Z0-9][\\w!@#.-]+' },
    connectorProfileName: { min: 1, max: 256, pattern: '[\\w/!@#+=.-]+' },
    maxResults: { min: 1, max: 100 },
  };
  /** What AWS does not tell, as parameters. */
  readonly model: AppflowModel = { ...defaultModel };
  readonly #profiles = new Map<string, Model<ConnectorProfile>>();
  readonly #flows = new Map<string, Flow>();
  readonly #applications = new Map<string, Application>();

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
  }

  /** The application of a connector, as a profile leads to it: its records are those that flows read and write. */
  application(connector: string, profile = ''): Application {
    const key = `${connector} ${profile}`;
    const known = this.#applications.get(key);
    if (known) return known;
    const application = new Application(
      () => this.simulation.now,
      (object, record) => {
        for (const flow of this.#flows.values()) {
          if ((flow.settings.sourceFlowConfig.connectorProfileName ?? '') === profile)
            flow.changed(connector, object, record);
        }
      },
    );
    this.#applications.set(key, application);
    return application;
  }

  createConnectorProfile(input: Input<'CreateConnectorProfile'>): Output<'CreateConnectorProfile'> {
    const { connectorProfileName: name, connectorType, connectionMode, connectorProfileConfig } = input;
    if (this.#profiles.has(name))
      throw this.error('ConflictException', `The connector profile ${name} already exists.`);
    if (this.#profiles.size >= this.quota(limits.profiles))
      throw this.error(
        'ServiceQuotaExceededException',
        'There are as many connector profiles as there can be.',
      );
    const connectorProfileArn = this.arn(`connectorprofile/${name}`);
    const { connectorProfileProperties } = connectorProfileConfig;
    this.#profiles.set(name, {
      ...{ connectorProfileArn, connectorProfileName: name, connectorType, connectionMode },
      ...{ connectorProfileProperties, createdAt: this.date, lastUpdatedAt: this.date },
    });
    return { connectorProfileArn };
  }

  describeConnectorProfiles(
    input: Input<'DescribeConnectorProfiles'> = {},
  ): Output<'DescribeConnectorProfiles'> {
    const { connectorProfileNames: names, connectorType: type } = input;
    const all = [...this.#profiles.values()].filter(
      ({ connectorProfileName: name, connectorType }) =>
        (names?.includes(name!) ?? true) && (type ?? connectorType) === connectorType,
    );
    const { page, ...more } = this.#page(all, input);
    return { connectorProfileDetails: page, ...more };
  }

  deleteConnectorProfile(input: Input<'DeleteConnectorProfile'>): Output<'DeleteConnectorProfile'> {
    const { connectorProfileName: name, forceDelete = false } = input;
    if (!this.#profiles.has(name)) throw this.#notFound(`The connector profile ${name}`);
    if (!forceDelete && [...this.#flows.values()].some((flow) => profilesOf(flow.settings).includes(name)))
      throw this.error('ConflictException', `Flows use the connector profile ${name}.`);
    this.#profiles.delete(name);
    return {};
  }

  createFlow(input: Input<'CreateFlow'>): Output<'CreateFlow'> {
    const { flowName, sourceFlowConfig, destinationFlowConfigList } = input;
    if (this.#flows.has(flowName))
      throw this.error('ConflictException', `The flow ${flowName} already exists.`);
    if (this.#flows.size >= this.quota(limits.flows))
      throw this.error('ServiceQuotaExceededException', 'There are as many flows as there can be.');
    for (const { connectorType, connectorProfileName: name } of [
      sourceFlowConfig,
      ...destinationFlowConfigList,
    ]) {
      if (WITHOUT_PROFILE.includes(connectorType)) continue;
      if (name === undefined) throw notValid(`${connectorType} needs a connector profile.`);
      if (this.#profiles.get(name)?.connectorType !== connectorType)
        throw this.#notFound(`The connector profile ${name} for ${connectorType}`);
    }
    const flow = new Flow(
      {
        ...{ region: this.region, model: this.model, uuid: () => this.uuid() },
        application: (connector, profile) => this.application(connector, profile),
      },
      input,
    );
    this.#flows.set(flowName, flow);
    return { flowArn: flow.arn, flowStatus: flow.status };
  }

  describeFlow({ flowName }: Input<'DescribeFlow'>): Output<'DescribeFlow'> {
    const {
      settings,
      arn: flowArn,
      status: flowStatus,
      executions,
      created: createdAt,
    } = this.#flow(flowName);
    const { sourceFlowConfig, destinationFlowConfigList, triggerConfig, tasks, description } = settings;
    const last = executions.at(-1);
    return {
      ...{
        flowName,
        flowArn,
        flowStatus,
        createdAt,
        sourceFlowConfig,
        destinationFlowConfigList,
        triggerConfig,
        tasks,
      },
      ...(description !== undefined && { description }),
      ...(last && {
        lastRunExecutionDetails: {
          mostRecentExecutionTime: last.startedAt,
          mostRecentExecutionStatus: last.executionStatus,
        },
      }),
    };
  }

  listFlows(input: Input<'ListFlows'> = {}): Output<'ListFlows'> {
    const all = [...this.#flows.values()].map(({ settings, arn, status, created }) => ({
      ...{ flowName: settings.flowName, flowArn: arn, flowStatus: status, createdAt: created },
      sourceConnectorType: settings.sourceFlowConfig.connectorType,
      destinationConnectorType: settings.destinationFlowConfigList[0]!.connectorType,
      triggerType: settings.triggerConfig.triggerType,
    }));
    const { page: flows, ...more } = this.#page(all, input);
    return { flows, ...more };
  }

  startFlow({ flowName }: Input<'StartFlow'>): Output<'StartFlow'> {
    const flow = this.#flow(flowName);
    const executionId = flow.start();
    return { flowArn: flow.arn, flowStatus: flow.status, ...(executionId !== undefined && { executionId }) };
  }

  stopFlow({ flowName }: Input<'StopFlow'>): Output<'StopFlow'> {
    const flow = this.#flow(flowName);
    flow.stop();
    return { flowArn: flow.arn, flowStatus: flow.status };
  }

  deleteFlow({ flowName, forceDelete = false }: Input<'DeleteFlow'>): Output<'DeleteFlow'> {
    const flow = this.#flow(flowName);
    const { triggerType } = flow.settings.triggerConfig;
    if (triggerType !== 'OnDemand') {
      if (flow.status === 'Active' && !forceDelete)
        throw this.error('ConflictException', `The flow ${flowName} is active.`);
      flow.stop();
    }
    this.#flows.delete(flowName);
    return {};
  }

  describeFlowExecutionRecords(
    input: Input<'DescribeFlowExecutionRecords'>,
  ): Output<'DescribeFlowExecutionRecords'> {
    const { page, ...more } = this.#page([...this.#flow(input.flowName).executions].reverse(), input);
    return { flowExecutions: page, ...more };
  }

  #flow(name: string): Flow {
    const flow = this.#flows.get(name);
    if (!flow) throw this.#notFound(`The flow ${name}`);
    return flow;
  }

  #notFound(what: string): Error {
    return this.error('ResourceNotFoundException', `${what} does not exist.`);
  }

  #page<T>(
    all: readonly T[],
    { nextToken, maxResults: size = 100 }: { nextToken?: string; maxResults?: number },
  ) {
    return pageOf(all, { nextToken, size, badToken: () => notValid('Invalid nextToken.') });
  }
}

const profilesOf = ({ sourceFlowConfig, destinationFlowConfigList }: Flow['settings']) =>
  [sourceFlowConfig, ...destinationFlowConfigList].map(({ connectorProfileName }) => connectorProfileName);
