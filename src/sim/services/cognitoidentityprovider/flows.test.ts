import { createDiffieHellmanGroup, createHash, createHmac, hkdfSync } from 'node:crypto';
import {
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  NotAuthorizedException,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';
import type { UserPoolOptions } from './index.ts';

const PASSWORD = 'Passw0rd!';
const N = BigInt(`0x${createDiffieHellmanGroup('modp15').getPrime('hex')}`);

async function pool(options: UserPoolOptions) {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  cloud.cognitoidentityprovider.model.signature = 'quick';
  const own = cloud.cognitoidentityprovider.build('shop', options);
  await own.addUser('ana', PASSWORD);
  const client = connect(new CognitoIdentityProviderClient({ region: 'us-east-1' }), cloud);
  return { cloud, client, ClientId: own.clientId, poolName: own.id.split('_')[1]! };
}

/* A client's side of Secure Remote Password, as amazon-cognito-identity-js has it, by Node's own functions. */

const padded = (value: bigint) => {
  const hex = value.toString(16);
  if (hex.length % 2) return `0${hex}`;
  return /^[89a-f]/.test(hex) ? `00${hex}` : hex;
};
const hashed = (hex: string) => createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex');
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let b = base % N, e = exponent; e > 0n; b = (b * b) % N, e >>= 1n)
    if (e & 1n) result = (result * b) % N;
  return result;
}

/** What the client answers to PASSWORD_VERIFIER. */
function claim(
  poolName: string,
  password: string,
  a: bigint,
  told: Record<string, string>,
  timestamp: string,
) {
  const [A, B, salt] = [power(2n, a), BigInt(`0x${told.SRP_B}`), BigInt(`0x${told.SALT}`)];
  const u = BigInt(`0x${hashed(padded(A) + padded(B))}`);
  const inner = createHash('sha256').update(`${poolName}${told.USER_ID_FOR_SRP}:${password}`).digest('hex');
  const x = BigInt(`0x${hashed(padded(salt) + inner)}`);
  const k = BigInt(`0x${hashed(padded(N) + padded(2n))}`);
  const shared = power((((B - k * power(2n, x)) % N) + N) % N, a + u * x);
  const [ikm, salted] = [Buffer.from(padded(shared), 'hex'), Buffer.from(padded(u), 'hex')];
  const key = Buffer.from(hkdfSync('sha256', ikm, salted, 'Caldera Derived Key', 16));
  return createHmac('sha256', key)
    .update(poolName + told.USER_ID_FOR_SRP)
    .update(Buffer.from(told.SECRET_BLOCK!, 'base64'))
    .update(timestamp)
    .digest('base64');
}

describe('Secure Remote Password', () => {
  const options = { client: { explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] } } as const;
  const a = 0x1234_5678_9abc_def0_1122_3344_5566_7788n;

  async function signIn(
    password: string,
    change: (answers: Record<string, string>) => object = (same) => same,
  ) {
    const { client, ClientId, poolName } = await pool({ client: { explicitAuthFlows: [...options.client.explicitAuthFlows] } }); // prettier-ignore
    const AuthParameters = { USERNAME: 'ana', SRP_A: power(2n, a).toString(16) };
    const begun = await client.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters })); // prettier-ignore
    expect(begun.ChallengeName).toBe('PASSWORD_VERIFIER');
    const told = begun.ChallengeParameters!;
    const TIMESTAMP = 'Thu Jan 1 00:00:00 UTC 2026';
    const answers = { USERNAME: told.USER_ID_FOR_SRP!, PASSWORD_CLAIM_SECRET_BLOCK: told.SECRET_BLOCK!, TIMESTAMP, PASSWORD_CLAIM_SIGNATURE: claim(poolName, password, a, told, TIMESTAMP) }; // prettier-ignore
    const ChallengeResponses = change(answers) as Record<string, string>;
    return client.send(new RespondToAuthChallengeCommand({ ClientId, ChallengeName: 'PASSWORD_VERIFIER', Session: begun.Session!, ChallengeResponses })); // prettier-ignore
  }

  test('who knows the password gets tokens, and the password does not travel', async () => {
    expect((await signIn(PASSWORD)).AuthenticationResult?.AccessToken).toBeDefined();
  });

  test('who does not know it gets none', async () => {
    await expect(signIn('Passw0rd?')).rejects.toBeInstanceOf(NotAuthorizedException);
  });

  test('a signature of another moment is worth nothing', async () => {
    const later = (answers: Record<string, string>) => ({
      ...answers,
      TIMESTAMP: 'Thu Jan 1 00:00:01 UTC 2026',
    });
    await expect(signIn(PASSWORD, later)).rejects.toBeInstanceOf(NotAuthorizedException);
  });

  test('a public value of 0 is refused, with which nobody would need a password', async () => {
    const { client, ClientId } = await pool({ client: { explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] } });
    for (const SRP_A of ['0', N.toString(16), 'x'])
      await expect(client.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: 'ana', SRP_A } }))).rejects.toMatchObject({ name: 'InvalidParameterException' }); // prettier-ignore
  });
});

describe('challenges of one’s own', () => {
  interface Event {
    triggerSource: string;
    request: { session?: { challengeResult: boolean }[]; challengeAnswer?: string; privateChallengeParameters?: { answer: string } }; // prettier-ignore
    response: object;
  }

  /** Two right answers give tokens, three wrong ones end it. */
  async function riddles() {
    const lambdaConfig = Object.fromEntries(['defineAuthChallenge', 'createAuthChallenge', 'verifyAuthChallengeResponse'].map((name) => [name, 'arn:aws:lambda:us-east-1:123456789012:function:riddle'])); // prettier-ignore
    const { cloud, client, ClientId } = await pool({ client: { explicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] }, pool: { lambdaConfig } }); // prettier-ignore
    cloud.lambda.createFunction({
      functionName: 'riddle',
      code: () => (event: Event) => {
        const { session = [], challengeAnswer, privateChallengeParameters } = event.request;
        const count = (right: boolean) =>
          session.filter(({ challengeResult }) => challengeResult === right).length;
        const response = event.triggerSource.startsWith('Define')
          ? { issueTokens: count(true) === 2, failAuthentication: count(false) === 3, challengeName: 'CUSTOM_CHALLENGE' } // prettier-ignore
          : event.triggerSource.startsWith('Create')
            ? { publicChallengeParameters: { riddle: `number ${session.length + 1}` }, privateChallengeParameters: { answer: String(session.length + 1) } } // prettier-ignore
            : { answerCorrect: challengeAnswer === privateChallengeParameters?.answer };
        return { ...event, response };
      },
    });
    cloud.lambda.addPermission({ functionName: 'riddle', statementId: 'idp', action: 'lambda:InvokeFunction', principal: 'cognito-idp.amazonaws.com' }); // prettier-ignore
    const begun = await client.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: 'ana' } })); // prettier-ignore
    const answer = (Session: string, ANSWER: string) => client.send(new RespondToAuthChallengeCommand({ ClientId, ChallengeName: 'CUSTOM_CHALLENGE', Session, ChallengeResponses: { USERNAME: 'ana', ANSWER } })); // prettier-ignore
    return { begun, answer };
  }

  test('the pool’s functions say what is asked, what is right, and when it is enough', async () => {
    const { begun, answer } = await riddles();
    expect(begun.ChallengeParameters).toMatchObject({ riddle: 'number 1' });
    expect(begun.ChallengeParameters).not.toHaveProperty('answer');
    const second = await answer(begun.Session!, '1');
    expect(second.ChallengeParameters).toMatchObject({ riddle: 'number 2' });
    const third = await answer(second.Session!, 'wrong');
    expect(third.ChallengeParameters).toMatchObject({ riddle: 'number 3' });
    expect((await answer(third.Session!, '3')).AuthenticationResult?.IdToken).toBeDefined();
    await expect(answer(third.Session!, '3')).rejects.toBeInstanceOf(NotAuthorizedException);
  });

  test('too many wrong answers end it', async () => {
    const { begun, answer } = await riddles();
    const second = await answer(begun.Session!, 'x');
    const third = await answer(second.Session!, 'x');
    await expect(answer(third.Session!, 'x')).rejects.toBeInstanceOf(NotAuthorizedException);
  });

  /** The password first, by Secure Remote Password, then a riddle: as AWS's sample of DefineAuthChallenge has it. */
  async function passwordFirst(password: string) {
    const lambdaConfig = Object.fromEntries(['defineAuthChallenge', 'createAuthChallenge', 'verifyAuthChallengeResponse'].map((name) => [name, 'arn:aws:lambda:us-east-1:123456789012:function:steps'])); // prettier-ignore
    const { cloud, client, ClientId, poolName } = await pool({ client: { explicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] }, pool: { lambdaConfig } }); // prettier-ignore
    const steps: string[] = [];
    cloud.lambda.createFunction({
      functionName: 'steps',
      code: () => (event: Event) => {
        const { session = [], challengeAnswer } = event.request as { session?: { challengeName: string; challengeResult: boolean }[]; challengeAnswer?: string }; // prettier-ignore
        const last = session.at(-1);
        if (event.triggerSource.startsWith('Define'))
          steps.push(`${last?.challengeName} ${last?.challengeResult}`);
        const next = { SRP_A: 'PASSWORD_VERIFIER', PASSWORD_VERIFIER: 'CUSTOM_CHALLENGE' }[last?.challengeName ?? '']; // prettier-ignore
        const define = last?.challengeResult
          ? { challengeName: next, issueTokens: next === undefined }
          : { failAuthentication: true };
        const response = event.triggerSource.startsWith('Define')
          ? define
          : event.triggerSource.startsWith('Create')
            ? { publicChallengeParameters: { riddle: 'six times seven' }, privateChallengeParameters: {} }
            : { answerCorrect: challengeAnswer === '42' };
        return { ...event, response };
      },
    });
    cloud.lambda.addPermission({ functionName: 'steps', statementId: 'idp', action: 'lambda:InvokeFunction', principal: 'cognito-idp.amazonaws.com' }); // prettier-ignore
    const a = 0x1234_5678_9abc_def0n;
    const AuthParameters = { USERNAME: 'ana', CHALLENGE_NAME: 'SRP_A', SRP_A: power(2n, a).toString(16) };
    const begun = await client.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters })); // prettier-ignore
    const told = begun.ChallengeParameters!;
    const TIMESTAMP = 'Thu Jan 1 00:00:00 UTC 2026';
    const ChallengeResponses = { USERNAME: told.USER_ID_FOR_SRP!, PASSWORD_CLAIM_SECRET_BLOCK: told.SECRET_BLOCK!, TIMESTAMP, PASSWORD_CLAIM_SIGNATURE: claim(poolName, password, a, told, TIMESTAMP) }; // prettier-ignore
    const prove = () => client.send(new RespondToAuthChallengeCommand({ ClientId, ChallengeName: 'PASSWORD_VERIFIER', Session: begun.Session!, ChallengeResponses })); // prettier-ignore
    const answer = (Session: string, ANSWER: string) => client.send(new RespondToAuthChallengeCommand({ ClientId, ChallengeName: 'CUSTOM_CHALLENGE', Session, ChallengeResponses: { USERNAME: 'ana', ANSWER } })); // prettier-ignore
    return { begun, steps, prove, answer };
  }

  test('a custom flow may begin with the password, which does not travel', async () => {
    const { begun, steps, prove, answer } = await passwordFirst(PASSWORD);
    expect(begun.ChallengeName).toBe('PASSWORD_VERIFIER');
    const riddle = await prove();
    expect([riddle.ChallengeName, riddle.ChallengeParameters?.riddle, riddle.AuthenticationResult]).toEqual(['CUSTOM_CHALLENGE', 'six times seven', undefined]); // prettier-ignore
    expect((await answer(riddle.Session!, '42')).AuthenticationResult?.IdToken).toBeDefined();
    expect(steps).toEqual(['SRP_A true', 'PASSWORD_VERIFIER true', 'CUSTOM_CHALLENGE true']);
  });

  test('in such a flow a wrong password and a wrong answer lead to no tokens', async () => {
    const wrong = await passwordFirst('Passw0rd?');
    await expect(wrong.prove()).rejects.toBeInstanceOf(NotAuthorizedException);
    expect(wrong.steps).toEqual(['SRP_A true', 'PASSWORD_VERIFIER false']);
    const right = await passwordFirst(PASSWORD);
    await expect(right.answer((await right.prove()).Session!, '41')).rejects.toBeInstanceOf(NotAuthorizedException); // prettier-ignore
  });

  test('a pool without these functions has no such flow', async () => {
    const { client, ClientId } = await pool({ client: { explicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] } });
    await expect(client.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: 'ana' } }))).rejects.toThrow('Custom auth lambda trigger is not configured'); // prettier-ignore
  });
});
