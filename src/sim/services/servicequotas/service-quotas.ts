import { Lifecycle } from '../../cloud/lifecycle.ts';
import { pageOf } from '../../cloud/page.ts';
import { Registry } from '../../cloud/registry.ts';
import type { Limit } from '../../cloud/index.ts';
import type { ServiceClass } from '../../tongue/service.ts';
import { Service } from '../../tongue/service.ts';
import { allServices, serviceClass } from '../../tongue/services.ts';
import { serviceQuotasLimits as limits } from './limits.ts';
import { schema, type Input, type Methods, type Model, type Output } from './schema.ts';
import type * as aws from './schema.ts';

/** One request for a higher quota. */
interface Request {
  readonly status: Lifecycle<aws.RequestStatus>;
  readonly given: Model<aws.RequestedServiceQuotaChange>;
}

/** A quota with the service that has it. */
interface Row {
  readonly serviceCode: string;
  readonly Class: ServiceClass;
  readonly quotaCode: string;
  readonly limit: Limit;
}

/**
 * Service Quotas in one Region: the limits that the modelled services declare, and requests for more. A raised quota is
 * enforced from its approval on. https://docs.aws.amazon.com/servicequotas/latest/userguide/intro.html
 */
export class ServiceQuotas extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly rules = { MaxResults: limits.listed, DesiredValue: limits.desiredValue };
  /** What it assumes where AWS gives no number: seconds until a request is approved. */
  readonly model = { approvalTime: 3600 };
  readonly #requests = new Registry<Request>(() =>
    this.error('NoSuchResourceException', 'The specified resource does not exist.'),
  );

  listServices(input: Input<'ListServices'> = {}): Output<'ListServices'> {
    const all = allServices().filter(([, { limits }]) => limits);
    const { page, nextToken } = this.#page(all, input);
    return {
      services: page.map(([serviceCode, { title }]) => ({ serviceCode, serviceName: title })),
      nextToken,
    };
  }

  listServiceQuotas(input: Input<'ListServiceQuotas'>): Output<'ListServiceQuotas'> {
    const rows = this.#rows(input.serviceCode).filter(
      ({ quotaCode }) => (input.quotaCode ?? quotaCode) === quotaCode,
    );
    const { page, nextToken } = this.#page(rows, input);
    return { quotas: page.map((row) => this.#describe(row, this.quota(row.limit))), nextToken };
  }

  listAWSDefaultServiceQuotas(
    input: Input<'ListAWSDefaultServiceQuotas'>,
  ): Output<'ListAWSDefaultServiceQuotas'> {
    const { page, nextToken } = this.#page(this.#rows(input.serviceCode), input);
    return { quotas: page.map((row) => this.#describe(row, row.limit.max!)), nextToken };
  }

  getServiceQuota(input: Input<'GetServiceQuota'>): Output<'GetServiceQuota'> {
    const row = this.#row(input);
    return { quota: this.#describe(row, this.quota(row.limit)) };
  }

  getAWSDefaultServiceQuota(input: Input<'GetAWSDefaultServiceQuota'>): Output<'GetAWSDefaultServiceQuota'> {
    const row = this.#row(input);
    return { quota: this.#describe(row, row.limit.max!) };
  }

  requestServiceQuotaIncrease(
    input: Input<'RequestServiceQuotaIncrease'>,
  ): Output<'RequestServiceQuotaIncrease'> {
    const row = this.#row(input);
    const { serviceCode, quotaCode, limit } = row;
    const { desiredValue } = input;
    if (!limit.adjustable)
      throw this.error('IllegalArgumentException', `The quota ${quotaCode} is not adjustable.`);
    if (desiredValue <= this.quota(limit))
      throw this.error(
        'IllegalArgumentException',
        `The desired value must be greater than the current value of ${this.quota(limit)}.`,
      );
    const open = this.#requests.list().filter(({ status }) => status.is('PENDING', 'CASE_OPENED'));
    if (open.some(({ given }) => given.serviceCode === serviceCode && given.quotaCode === quotaCode))
      throw this.error(
        'ResourceAlreadyExistsException',
        'Only one open service quota increase request is allowed per quota.',
      );
    if (open.length >= limits.openRequests.max)
      throw this.error(
        'QuotaExceededException',
        `An account can have ${limits.openRequests.max} open requests.`,
      );
    const status = new Lifecycle<aws.RequestStatus>(this.simulation, 'PENDING', (to) => {
      if (to === 'APPROVED') this.region.quotas.set(limit, desiredValue);
    });
    const { value: _, ...quota } = this.#describe(row, 0);
    const id = this.uuid().replaceAll('-', '');
    const request = { status, given: { ...quota, id, desiredValue, created: this.date } };
    this.#requests.add(id, request);
    status.to('APPROVED', this.model.approvalTime);
    return { requestedQuota: answer(request) };
  }

  getRequestedServiceQuotaChange(
    input: Input<'GetRequestedServiceQuotaChange'>,
  ): Output<'GetRequestedServiceQuotaChange'> {
    return { requestedQuota: answer(this.#requests.get(input.requestId)) };
  }

  listRequestedServiceQuotaChangeHistory(
    input: Input<'ListRequestedServiceQuotaChangeHistory'> = {},
  ): Output<'ListRequestedServiceQuotaChangeHistory'> {
    const { serviceCode, status, nextToken, maxResults } = input;
    const { page, ...more } = this.#requests.page(
      this.#asked({ nextToken, maxResults }),
      (one) =>
        (serviceCode ?? one.given.serviceCode) === one.given.serviceCode &&
        one.status.is(status ?? one.status.state),
    );
    return { requestedQuotas: page.map(answer), ...more };
  }

  /** The quotas of a service: its limits that have a number. */
  #rows(serviceCode: string): Row[] {
    const known = allServices().some(([name, { limits }]) => name === serviceCode && limits);
    if (!known) throw this.error('NoSuchResourceException', `The request failed because the specified service does not exist: ${serviceCode}.`); // prettier-ignore
    const Class = serviceClass(serviceCode);
    return Object.entries(Class.limits!)
      .filter(([, { max }]) => max !== undefined)
      .map(([key, limit]) => ({ serviceCode, Class, quotaCode: limit.code ?? key, limit }));
  }

  #row({ serviceCode, quotaCode }: { serviceCode: string; quotaCode: string }): Row {
    const row = this.#rows(serviceCode).find((one) => one.quotaCode === quotaCode);
    if (!row)
      throw this.error('NoSuchResourceException', `The service ${serviceCode} has no quota ${quotaCode}.`);
    return row;
  }

  #describe({ serviceCode, Class, quotaCode, limit }: Row, value: number) {
    return {
      serviceCode,
      serviceName: titleOf(Class),
      quotaArn: this.arn(`${serviceCode}/${quotaCode}`),
      quotaCode,
      quotaName: limit.name,
      value,
      unit: 'None',
      adjustable: limit.adjustable,
      globalQuota: false,
      quotaAppliedAtLevel: 'ACCOUNT' as const,
    };
  }

  #asked({ maxResults, nextToken }: { maxResults?: number | undefined; nextToken?: string | undefined }) {
    const badToken = () => this.error('InvalidPaginationTokenException', 'Invalid NextToken.');
    return { size: maxResults ?? limits.listed.default, nextToken, badToken };
  }

  #page<T>(all: readonly T[], input: { maxResults?: number | undefined; nextToken?: string | undefined }) {
    return pageOf(all, this.#asked(input));
  }
}

const titleOf = ({ schema, api, name }: ServiceClass) => schema?.title ?? api?.title ?? name;

function answer({ given, status }: Request): Model<aws.RequestedServiceQuotaChange> {
  return { ...given, status: status.state, lastUpdated: status.since };
}
