import { pageOf, type Page } from '../../cloud/page.ts';
import type { Region } from '../../cloud/index.ts';
import { Service } from '../../tongue/service.ts';
import { invalid } from './errors.ts';
import { snsLimits } from './limits.ts';
import { defaultModel, type SnsModel } from './model.ts';
import { Outside } from './outside.ts';
import { Platforms } from './platform.ts';
import { schema, type Input, type Output } from './schema.ts';
import { Sms } from './sms.ts';

/** The part of Amazon SNS that speaks to people's phones: text messages and mobile push. */
export abstract class Mobile extends Service {
  static override readonly schema = schema;
  /** What AWS does not tell, as parameters. */
  readonly model: SnsModel = { ...defaultModel };
  /** What left AWS: requests to web servers, mails, text messages. Its `answer` lets code stand for an endpoint. */
  readonly outside: Outside = new Outside(() => this.model.recorded);
  protected readonly sms: Sms;
  protected readonly platforms: Platforms;

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    const { model, outside } = this;
    this.sms = new Sms({ region, model, outside, random: this.random('sandbox codes') });
    this.platforms = new Platforms(region);
  }

  setSMSAttributes({ attributes }: Input<'SetSMSAttributes'>): Output<'SetSMSAttributes'> {
    this.sms.set(attributes);
    return {};
  }

  getSMSAttributes({ attributes = [] }: Input<'GetSMSAttributes'>): Output<'GetSMSAttributes'> {
    return { attributes: this.sms.get(attributes) };
  }

  createSMSSandboxPhoneNumber({
    phoneNumber,
  }: Input<'CreateSMSSandboxPhoneNumber'>): Output<'CreateSMSSandboxPhoneNumber'> {
    this.sms.addNumber(phoneNumber);
    return {};
  }

  verifySMSSandboxPhoneNumber({
    phoneNumber,
    oneTimePassword,
  }: Input<'VerifySMSSandboxPhoneNumber'>): Output<'VerifySMSSandboxPhoneNumber'> {
    this.sms.verify(phoneNumber, oneTimePassword);
    return {};
  }

  deleteSMSSandboxPhoneNumber({
    phoneNumber,
  }: Input<'DeleteSMSSandboxPhoneNumber'>): Output<'DeleteSMSSandboxPhoneNumber'> {
    this.sms.removeNumber(phoneNumber);
    return {};
  }

  listSMSSandboxPhoneNumbers({
    nextToken,
    maxResults,
  }: Input<'ListSMSSandboxPhoneNumbers'>): Output<'ListSMSSandboxPhoneNumbers'> {
    const { page: phoneNumbers, ...more } = this.page(this.sms.numbers, nextToken, maxResults);
    return { phoneNumbers, ...more };
  }

  getSMSSandboxAccountStatus(): Output<'GetSMSSandboxAccountStatus'> {
    return { isInSandbox: this.model.smsSandbox };
  }

  checkIfPhoneNumberIsOptedOut({
    phoneNumber,
  }: Input<'CheckIfPhoneNumberIsOptedOut'>): Output<'CheckIfPhoneNumberIsOptedOut'> {
    return { isOptedOut: this.sms.optedOut.includes(phoneNumber) };
  }

  optInPhoneNumber({ phoneNumber }: Input<'OptInPhoneNumber'>): Output<'OptInPhoneNumber'> {
    this.sms.optIn(phoneNumber);
    return {};
  }

  /** The owner of a phone answers a text message with STOP: the number gets no more. */
  optOut(phoneNumber: string): void {
    this.sms.optOut(phoneNumber);
  }

  createPlatformApplication({
    name,
    platform,
    attributes,
  }: Input<'CreatePlatformApplication'>): Output<'CreatePlatformApplication'> {
    return { platformApplicationArn: this.platforms.create(name, platform, attributes) };
  }

  getPlatformApplicationAttributes({
    platformApplicationArn,
  }: Input<'GetPlatformApplicationAttributes'>): Output<'GetPlatformApplicationAttributes'> {
    return { attributes: this.platforms.application(platformApplicationArn) };
  }

  setPlatformApplicationAttributes({
    platformApplicationArn,
    attributes,
  }: Input<'SetPlatformApplicationAttributes'>): Output<'SetPlatformApplicationAttributes'> {
    this.platforms.setApplication(platformApplicationArn, attributes);
    return {};
  }

  createPlatformEndpoint({
    platformApplicationArn,
    token,
    customUserData,
    attributes = {},
  }: Input<'CreatePlatformEndpoint'>): Output<'CreatePlatformEndpoint'> {
    const given = { ...(customUserData !== undefined && { CustomUserData: customUserData }), ...attributes };
    return { endpointArn: this.platforms.register(platformApplicationArn, token, given, this.uuid()) };
  }

  getEndpointAttributes({ endpointArn }: Input<'GetEndpointAttributes'>): Output<'GetEndpointAttributes'> {
    return { attributes: this.platforms.endpoint(endpointArn).attributes };
  }

  setEndpointAttributes({
    endpointArn,
    attributes,
  }: Input<'SetEndpointAttributes'>): Output<'SetEndpointAttributes'> {
    Object.assign(this.platforms.endpoint(endpointArn).attributes, attributes);
    return {};
  }

  protected page<T>(all: readonly T[], nextToken: string | undefined, size?: number): Page<T> {
    const badToken = () => invalid('NextToken');
    return pageOf(all, { nextToken, size: Math.min(size ?? Infinity, snsLimits.page.max), badToken });
  }
}
